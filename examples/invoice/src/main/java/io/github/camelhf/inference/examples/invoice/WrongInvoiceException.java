package io.github.camelhf.inference.examples.invoice;

/** An invoice that was read and must not be booked as it is. */
final class WrongInvoiceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WrongInvoiceException(String mistake) {
        super(mistake);
    }
}
