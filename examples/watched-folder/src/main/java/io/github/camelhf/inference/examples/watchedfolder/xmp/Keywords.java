package io.github.camelhf.inference.examples.watchedfolder.xmp;

import com.adobe.internal.xmp.XMPException;
import com.adobe.internal.xmp.XMPMeta;
import com.adobe.internal.xmp.XMPMetaFactory;
import com.adobe.internal.xmp.options.SerializeOptions;
import io.github.camelhf.inference.examples.watchedfolder.files.Boundary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts keywords into the XMP file of a picture, as items of {@code dc:subject}, the list that photo tools show as keywords
 * or tags, and of each other list of keywords that the file has. Thread-safe.
 *
 * <p>Source: XMP Specification Part 1 (ISO 16684-1), section 8.4, Dublin Core: {@code dc:subject} is an unordered array of
 * text. Read 2026-11-20.
 */
public final class Keywords {

    private Keywords() {}

    /** Where a new XMP file of this picture belongs: {@code name.jpg.xmp}. */
    public static Path sidecar(Path picture) {
        return picture.resolveSibling(picture.getFileName() + ".xmp");
    }

    /**
     * The XMP file that the picture has: {@code name.jpg.xmp} as darktable and digiKam name it, else {@code name.xmp} as
     * Lightroom does; the ending may be in capitals.
     */
    public static Optional<Path> existing(Path picture) {
        return all(picture).stream().findFirst();
    }

    /** All that it has, the one of {@link #existing} first: two programs may each have written their own. */
    public static List<Path> all(Path picture) {
        return all(picture, Boundary::isFile);
    }

    /**
     * All that it has, in the same order.
     *
     * @param isPicture whether a picture lies there, or did a moment ago, so that what is beside it is its own
     */
    public static List<Path> all(Path picture, Predicate<Path> isPicture) {
        return names(picture, isPicture).filter(Boundary::isFile).toList();
    }

    /** What has the name of one but is a link: its target is none of the picture's files. */
    public static List<Path> links(Path picture) {
        return names(picture, Boundary::isFile).filter(Files::isSymbolicLink).toList();
    }

    private static Stream<Path> names(Path picture, Predicate<Path> isPicture) {
        String name = picture.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        // Where a picture has the stem for its name, it is the closer one: a.jpg.xmp is not for a.jpg.webp, nor for
        // a.jpg.png.
        boolean closest = stem.equals(name) || !isPicture.test(picture.resolveSibling(stem));
        return Stream.of(name + ".xmp", name + ".XMP", closest ? stem + ".xmp" : "", closest ? stem + ".XMP" : "")
                .filter(candidate -> !candidate.isEmpty())
                .distinct()
                .map(picture::resolveSibling)
                .filter(file -> !file.equals(picture));
    }

    /**
     * The content of an XMP file with the keywords added. Nothing is removed from what was there; a keyword that is there
     * already, in whatever case, is not added again. With nothing to add the same bytes come back, so a second call with
     * the result of the first changes nothing.
     *
     * @param existing the content of the file that is there, null when there is none
     * @param keywords plain text; surrounding space and control characters are left out, blank ones skipped
     * @throws DamagedXmpException when the content is no XMP, or cannot be kept whole
     */
    public static byte[] merged(byte @Nullable [] existing, List<String> keywords) throws DamagedXmpException {
        Namespaces known = Namespaces.borrowed();
        try {
            return mergedInto(existing, keywords);
        } finally {
            known.giveBack();
        }
    }

    private static byte[] mergedInto(byte @Nullable [] existing, List<String> keywords) throws DamagedXmpException {
        XMPMeta xmp = existing == null ? XMPMetaFactory.create() : KeptXmp.parsed(existing);
        try {
            boolean changed = add(xmp, keywords);
            if (existing != null && !changed) {
                return existing;
            }
            byte[] merged = XMPMetaFactory.serializeToBuffer(
                    xmp, new SerializeOptions().setOmitPacketWrapper(true).setUseCompactFormat(true));
            if (existing != null) {
                KeptXmp.check(existing, merged);
            }
            return merged;
        } catch (XMPException e) {
            throw new DamagedXmpException("the XMP cannot take keywords: " + e.getMessage(), e);
        }
    }

    private static boolean add(XMPMeta xmp, List<String> keywords) throws XMPException {
        List<String> clean = keywords.stream()
                .map(Keywords::clean)
                .filter(keyword -> !keyword.isEmpty())
                .toList();
        KeywordList.SUBJECT.unfold(xmp);
        boolean changed = KeywordList.SUBJECT.add(xmp, clean);
        for (KeywordList list : KeywordList.OTHERS) {
            list.unfold(xmp);
            changed |= list.isIn(xmp) && list.add(xmp, clean);
        }
        return changed;
    }

    /** XML has no control characters and no halves of a surrogate pair. */
    private static String clean(String keyword) {
        return keyword.replaceAll("[\\p{Cntrl}\\p{Cs}\\uFFFE\\uFFFF]+", " ").strip();
    }
}
