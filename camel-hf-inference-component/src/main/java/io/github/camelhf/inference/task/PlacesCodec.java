package io.github.camelhf.inference.task;

import io.github.camelhf.inference.transport.WireBody;

/** Of a task whose answers name places in pictures. It asks with the pictures and its parameters alone, unless it says otherwise. */
interface PlacesCodec extends TaskCodec {

    @Override
    default boolean namesPlaces() {
        return true;
    }

    @Override
    default WireBody encode(InferenceRequest request) {
        return ImageClassification.imageOrJson(request, request.parameters());
    }
}
