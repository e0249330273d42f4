package io.github.camelhf.inference.answer;

/** What kind of bytes a task's answer is made of, where it is no JSON. */
public enum MediaKind {
    PICTURE("a picture", "image/", "image/png"),
    /** A container knows no recordings in {@code Accept} and refuses them. Source: Inference Toolkit's serializers, read 2026-11-26. */
    SOUND("a recording", "audio/", "*/*");

    private final String noun;
    private final String prefix;
    private final String accept;

    MediaKind(String noun, String prefix, String accept) {
        this.noun = noun;
        this.prefix = prefix;
        this.accept = accept;
    }

    /** What one is called in messages. */
    String noun() {
        return noun;
    }

    /** What its media types begin with. */
    String prefix() {
        return prefix;
    }

    /** The one {@code Accept} under which the known servers send it. */
    public String accept() {
        return accept;
    }
}
