package io.github.camelhf.inference.emulator.dialect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How strictly a server reads {@code Content-Type} and {@code Accept}. The first two refuse with status 400, never 415.
 * Source: huggingface-inference-toolkit, branches main and dev/api-inference-mini-fork, read and measured 2026-11-20;
 * FastAPI 0.92, measured 2026-11-26.
 */
public enum ServerFamily {
    /**
     * The toolkit that dedicated endpoints run: a header must equal a table entry letter for letter, so
     * {@code application/json; charset=utf-8} is refused although {@code charset=UTF-8} is taken.
     */
    TOOLKIT {
        @Override
        public BodyKind bodyKind(@Nullable String contentType, String task) {
            String type = contentType == null ? "None" : contentType;
            if (JSON_TYPES.contains(type)) {
                return BodyKind.JSON;
            }
            if (BINARY_TYPES.contains(type)) {
                return BodyKind.BINARY;
            }
            if (UNREADABLE_TYPES.contains(type)) {
                throw new RefusedException("'NoneType' object has no attribute 'deserialize'");
            }
            throw new RefusedException(
                    "Content type \"" + type + "\" not supported. Supported content types are: " + SUPPORTED);
        }

        @Override
        public String answerType(@Nullable String accept) {
            if (accept == null || accept.equals("*/*")) {
                return APPLICATION_JSON;
            }
            if (JSON_TYPES.contains(accept)) {
                return accept;
            }
            if (BINARY_TYPES.contains(accept)) {
                throw new RefusedException("the answer of this task cannot be written as " + accept);
            }
            if (UNREADABLE_TYPES.contains(accept)) {
                throw new RefusedException("'NoneType' object has no attribute 'serialize'");
            }
            throw new RefusedException(
                    "Accept type \"" + accept + "\" not supported. Supported accept types are: " + SUPPORTED);
        }

        @Override
        public String pictureType(@Nullable String accept) {
            return accept != null && accept.startsWith("image/") && BINARY_TYPES.contains(accept)
                    ? accept
                    : answerType(accept);
        }

        @Override
        public String soundType(@Nullable String accept) {
            return answerType(accept);
        }
    },

    /**
     * The hosted service's fork: case and parameters of the content type do not matter, {@code application/octet-stream}
     * is taken by image and audio tasks, and an {@code Accept} list is echoed whole as the answer's content type. An
     * {@code Accept} without a value is an unknown type, unlike none at all.
     */
    HOSTED {
        @Override
        public BodyKind bodyKind(@Nullable String contentType, String task) {
            if (contentType == null || contentType.isBlank()) {
                throw new RefusedException("No content type provided and no default one configured.");
            }
            String type = essence(contentType);
            if (type.equals(APPLICATION_JSON)) {
                return BodyKind.JSON;
            }
            boolean media = task.contains("image") || task.contains("audio") || task.contains("speech");
            if (BINARY_TYPES.contains(type) || (media && type.equals("application/octet-stream"))) {
                return BodyKind.BINARY;
            }
            throw new RefusedException("Content type \"" + contentType + "\" not supported for task " + task);
        }

        @Override
        public String answerType(@Nullable String accept) {
            if (accept == null || accept.trim().equals("*/*")) {
                return APPLICATION_JSON;
            }
            boolean json = Arrays.stream(accept.split(",", -1))
                    .map(ServerFamily::essence)
                    .anyMatch(type -> ACCEPTED_AS_JSON.contains(type));
            if (!json) {
                throw new RefusedException("Accept type \"" + accept + "\" not supported for this task");
            }
            return accept;
        }

        @Override
        public String pictureType(@Nullable String accept) {
            if (accept == null || accept.trim().equals("*/*")) {
                return "image/jpeg";
            }
            String type = essence(accept.split(",", -1)[0]);
            return type.startsWith("image/") && BINARY_TYPES.contains(type) ? type : answerType(accept);
        }

        @Override
        public String soundType(@Nullable String accept) {
            return accept == null || accept.trim().equals("*/*") ? "audio/wav" : answerType(accept);
        }
    },

    /**
     * FastAPI, as ports of a handler use it: a body is JSON under {@code application/json}, under any type that ends in
     * {@code +json} and under none; every other body is bytes. {@code Accept} is not read.
     */
    FASTAPI {
        @Override
        public BodyKind bodyKind(@Nullable String contentType, String task) {
            String type = contentType == null ? APPLICATION_JSON : essence(contentType);
            boolean json = type.equals(APPLICATION_JSON) || (type.startsWith("application/") && type.endsWith("+json"));
            return json ? BodyKind.JSON : BodyKind.BINARY;
        }

        @Override
        public String answerType(@Nullable String accept) {
            return APPLICATION_JSON;
        }
    },

    /** OpenAI-style servers, whose {@link ChatDialect} and {@link EmbeddingsDialect} have rules of their own. */
    OPENAI {
        @Override
        public BodyKind bodyKind(@Nullable String contentType, String task) {
            return BodyKind.JSON;
        }

        @Override
        public String answerType(@Nullable String accept) {
            return APPLICATION_JSON;
        }
    },

    /** text-embeddings-inference, whose {@link TextEmbeddingsDialect} has media-type rules of its own. */
    TEXT_EMBEDDINGS {
        @Override
        public BodyKind bodyKind(@Nullable String contentType, String task) {
            return BodyKind.JSON;
        }

        @Override
        public String answerType(@Nullable String accept) {
            return APPLICATION_JSON;
        }
    };

    private static final String APPLICATION_JSON = "application/json";
    private static final List<String> JSON_TYPES = List.of(APPLICATION_JSON, "application/json; charset=UTF-8");
    private static final List<String> UNREADABLE_TYPES = List.of("text/csv", "text/plain");
    private static final List<String> BINARY_TYPES = List.of(
            "image/png",
            "image/jpeg",
            "image/jpg",
            "image/tiff",
            "image/bmp",
            "image/gif",
            "image/webp",
            "image/x-image",
            "audio/flac",
            "audio/x-flac",
            "audio/mpeg",
            "audio/wav",
            "audio/x-wav",
            "audio/ogg",
            "audio/webm",
            "audio/amr",
            "audio/m4a",
            "audio/x-m4a");
    private static final Set<String> ACCEPTED_AS_JSON = Set.of(APPLICATION_JSON, "application/*", "*/*");
    private static final String SUPPORTED = String.join(", ", JSON_TYPES) + ", " + String.join(", ", BINARY_TYPES);

    /**
     * Says how to read a body.
     *
     * @param contentType the header exactly as it came, or null when there is none
     * @param task the pipeline task's tag
     * @throws RefusedException when the family does not take this type
     */
    public abstract BodyKind bodyKind(@Nullable String contentType, String task);

    /**
     * The {@code Content-Type} of the answer. The real servers look at {@code Accept} only after the inference ran, so
     * callers must do so too.
     *
     * @throws RefusedException when the family does not take this header
     */
    public abstract String answerType(@Nullable String accept);

    /**
     * The same for a task that makes pictures: what to write the picture as, or JSON for base64. Without a wish the hosted service
     * answers JPEG, as in its recorded answers, and a container JSON.
     */
    public String pictureType(@Nullable String accept) {
        return answerType(accept);
    }

    /** The same for a task that makes recordings: WAV, or JSON for numbers. */
    public String soundType(@Nullable String accept) {
        return answerType(accept);
    }

    /** How the bytes of a body are to be read. */
    public enum BodyKind {
        JSON,
        BINARY
    }

    private static String essence(String mediaType) {
        int parameters = mediaType.indexOf(';');
        String type = parameters < 0 ? mediaType : mediaType.substring(0, parameters);
        return type.trim().toLowerCase(Locale.ROOT);
    }
}
