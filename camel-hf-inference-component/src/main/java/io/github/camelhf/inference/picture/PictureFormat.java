package io.github.camelhf.inference.picture;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The five formats that every known server reads, under their media types. */
enum PictureFormat {
    JPEG("image/jpeg"),
    PNG("image/png"),
    GIF("image/gif"),
    WEBP("image/webp"),
    BMP("image/bmp");

    private static final Map<String, PictureFormat> BY_MEDIA_TYPE =
            Arrays.stream(values()).collect(Collectors.toMap(format -> format.mediaType, Function.identity()));

    private final String mediaType;

    PictureFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    static Optional<PictureFormat> of(String mediaType) {
        return Optional.ofNullable(BY_MEDIA_TYPE.get(mediaType));
    }
}
