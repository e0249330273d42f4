package io.github.camelhf.inference.examples.watchedfolder.files;

import java.io.IOException;

/** A path leaves its folder, or something else than expected has a name. Nothing was done. */
public final class UnsafePathException extends IOException {

    private static final long serialVersionUID = 1;

    private final String finding;
    private final String remedy;

    UnsafePathException(String finding, String remedy) {
        super(finding + "; " + remedy);
        this.finding = finding;
        this.remedy = remedy;
    }

    /** What is wrong. */
    public String finding() {
        return finding;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
