package io.github.camelhf.inference.examples.catalogue;

/** The same content is being embedded under another name: a little later it has a vector, and costs no second call. */
final class UnderWayException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnderWayException(String file) {
        super(file + " has the same content as a picture that the model has at this moment; its turn comes again");
    }
}
