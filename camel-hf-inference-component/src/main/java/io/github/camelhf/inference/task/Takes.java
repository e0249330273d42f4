package io.github.camelhf.inference.task;

/** What a message must hold for a task. */
public enum Takes {
    /** One picture or a list; each has a result of its own. */
    PICTURES,
    /** One text or a list; each has a result of its own. */
    TEXTS,
    /** One text: one result. */
    TEXT,
    /** One picture, and what is to be made of it: one result. */
    PICTURE_AND_PROMPT,
    /** Pictures and texts, all with all: one result. */
    PICTURES_AND_TEXTS,
    /** One picture and a question about it: one result. */
    PICTURE_AND_QUESTION,
    /** One text and a question that it answers: one result. */
    CONTEXT_AND_QUESTION,
    /** A list of texts, and one that they are compared with: one result. */
    TEXTS_AND_QUESTION,
    /** A table and a question about it: one result. */
    TABLE_AND_QUESTION,
    /** One recording: one result. */
    SOUND,
    /** Texts and pictures of one turn, or the turns of a conversation: one result. */
    CONVERSATION;

    /** Whether pictures are looked at, which may have to be downloaded first. */
    public boolean pictures() {
        return this == PICTURES
                || this == PICTURES_AND_TEXTS
                || this == PICTURE_AND_QUESTION
                || this == PICTURE_AND_PROMPT
                || this == CONVERSATION;
    }

    /** Whether something is asked about the message besides what the mode says. */
    public boolean question() {
        return this == PICTURE_AND_QUESTION
                || this == CONTEXT_AND_QUESTION
                || this == TEXTS_AND_QUESTION
                || this == TABLE_AND_QUESTION;
    }

    /** Whether the whole message has one result, also when it holds a list. */
    public boolean oneResult() {
        return this != PICTURES && this != TEXTS;
    }
}
