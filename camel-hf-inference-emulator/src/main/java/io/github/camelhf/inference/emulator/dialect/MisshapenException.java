package io.github.camelhf.inference.emulator.dialect;

/** A body that FastAPI refuses before the handler sees it. */
final class MisshapenException extends RefusedException {
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String type;

    /**
     * @param field the field of the body that is wrong, or empty for the body as a whole
     * @param type the kind of mistake, in the words of pydantic 1
     */
    MisshapenException(String field, String message, String type) {
        super(message);
        this.field = field;
        this.type = type;
    }

    /** {@code {"detail": [{"loc": ["body", field], "msg": text, "type": type}]}} with status 422. */
    Answer answer() {
        var body = Json.object();
        var detail = body.putArray("detail").addObject();
        var place = detail.putArray("loc").add("body");
        if (!field.isEmpty()) {
            place.add(field);
        }
        detail.put("msg", getMessage()).put("type", type);
        return Answer.json(422, body);
    }
}
