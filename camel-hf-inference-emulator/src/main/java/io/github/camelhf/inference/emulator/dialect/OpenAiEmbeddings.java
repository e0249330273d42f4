package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

/** The answer of OpenAI-style servers to texts: numbered vectors, as numbers or as base64 of little-endian floats. */
final class OpenAiEmbeddings {
    static final String FLOAT = "float";
    static final String BASE64 = "base64";

    private OpenAiEmbeddings() {}

    static ObjectNode answer(List<float[]> vectors, String encoding, String model, int tokens) {
        ObjectNode answer = Json.object().put("object", "list");
        ArrayNode data = answer.putArray("data");
        for (float[] vector : vectors) {
            ObjectNode entry = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            if (encoding.equals(BASE64)) {
                entry.put("embedding", base64(vector));
            } else {
                entry.set("embedding", Json.vector(vector));
            }
        }
        answer.put("model", model);
        answer.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return answer;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
