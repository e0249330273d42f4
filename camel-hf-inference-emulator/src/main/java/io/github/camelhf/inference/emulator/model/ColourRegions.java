package io.github.camelhf.inference.emulator.model;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * The areas of one colour in a picture, which stand for its objects: a demonstration that knows no thing by its form. What has the
 * most frequent colour of the picture's edge and reaches that edge is background. Immutable once it is made.
 */
public final class ColourRegions {

    /** Smaller ones are noise, such as the fringes that JPEG makes. */
    private static final double SMALLEST = 0.002;

    private final PictureDecoder.Packed picture;
    private final String[] names;

    /** Number of the region for each pixel, -1 while it has none. */
    private final int[] owners;

    private final List<Region> regions = new ArrayList<>();

    private ColourRegions(PictureDecoder.Packed picture) {
        this.picture = picture;
        this.names = names(picture.rgb);
        this.owners = new int[names.length];
        Arrays.fill(owners, -1);
    }

    /**
     * One area. Its box is in pixels of the whole picture, right and bottom not included.
     *
     * @param filled how much of its box it covers, 0 to 1
     * @param share  how much of the picture it covers, 0 to 1
     */
    public record Region(
            int number,
            String colour,
            boolean background,
            int left,
            int top,
            int right,
            int bottom,
            double filled,
            double share) {}

    static ColourRegions of(PictureDecoder.Packed picture) {
        ColourRegions found = new ColourRegions(picture);
        String behind = found.edgeColour();
        for (int start = 0; start < found.owners.length; start++) {
            if (found.owners[start] < 0) {
                found.regions.add(found.spread(start, behind));
            }
        }
        return found;
    }

    /** Those large enough to count, without the background. */
    public List<Region> objects() {
        return all().stream().filter(region -> !region.background()).toList();
    }

    /** Those large enough to count. */
    public List<Region> all() {
        return regions.stream().filter(region -> region.share() >= SMALLEST).toList();
    }

    /** The demonstration model's vector of the part of the picture that the region's box holds. */
    public float[] vector(Region region) {
        int left = thin(region.left(), picture.width, picture.fullWidth);
        int top = thin(region.top(), picture.height, picture.fullHeight);
        int right = Math.max(left + 1, thin(region.right(), picture.width, picture.fullWidth));
        int bottom = Math.max(top + 1, thin(region.bottom(), picture.height, picture.fullHeight));
        return PictureVector.of(Pixels.scaled(picture.part(left, top, right, bottom)));
    }

    /** A grey PNG as large as the picture, 255 where one of the regions is and 0 elsewhere. */
    public byte[] mask(List<Region> parts) {
        BufferedImage mask = new BufferedImage(picture.fullWidth, picture.fullHeight, BufferedImage.TYPE_BYTE_GRAY);
        WritableRaster raster = mask.getRaster();
        for (Region region : parts) {
            for (int y = region.top(); y < region.bottom(); y++) {
                int row = thin(y, picture.height, picture.fullHeight) * picture.width;
                for (int x = region.left(); x < region.right(); x++) {
                    if (owners[row + thin(x, picture.width, picture.fullWidth)] == region.number()) {
                        raster.setSample(x, y, 0, 255);
                    }
                }
            }
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        try {
            ImageIO.write(mask, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return png.toByteArray();
    }

    private static int thin(int place, int kept, int full) {
        return (int) Math.min(kept - 1L, (long) place * kept / full);
    }

    private static int full(int place, int kept, int full) {
        return (int) ((long) place * full / kept);
    }

    /** Colours that differ little have the same name, so that one answer serves for all of them. */
    private static String[] names(int[] rgb) {
        Map<Integer, String> known = new HashMap<>();
        String[] names = new String[rgb.length];
        for (int i = 0; i < rgb.length; i++) {
            names[i] = known.computeIfAbsent(rgb[i] & 0xFCFCFC, NamedColour::nearest);
        }
        return names;
    }

    private String edgeColour() {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < names.length; i++) {
            if (atEdge(i)) {
                counts.merge(names[i], 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .orElseThrow()
                .getKey();
    }

    private boolean atEdge(int pixel) {
        int x = pixel % picture.width;
        int y = pixel / picture.width;
        return x == 0 || y == 0 || x == picture.width - 1 || y == picture.height - 1;
    }

    /** Takes all pixels of one name that hang together with the first one. */
    private Region spread(int start, String behind) {
        int number = regions.size();
        int left = picture.width;
        int top = picture.height;
        int right = 0;
        int bottom = 0;
        int count = 0;
        boolean edge = false;
        ArrayDeque<Integer> open = new ArrayDeque<>();
        owners[start] = number;
        open.add(start);
        while (!open.isEmpty()) {
            int pixel = open.remove();
            int x = pixel % picture.width;
            int y = pixel / picture.width;
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x + 1);
            bottom = Math.max(bottom, y + 1);
            count++;
            edge |= atEdge(pixel);
            take(open, x > 0, pixel - 1, pixel);
            take(open, x < picture.width - 1, pixel + 1, pixel);
            take(open, y > 0, pixel - picture.width, pixel);
            take(open, y < picture.height - 1, pixel + picture.width, pixel);
        }
        return new Region(
                number,
                names[start],
                edge && names[start].equals(behind),
                full(left, picture.width, picture.fullWidth),
                full(top, picture.height, picture.fullHeight),
                full(right, picture.width, picture.fullWidth),
                full(bottom, picture.height, picture.fullHeight),
                (double) count / ((right - left) * (bottom - top)),
                (double) count / names.length);
    }

    private void take(ArrayDeque<Integer> open, boolean inside, int next, int from) {
        if (inside && owners[next] < 0 && names[next].equals(names[from])) {
            owners[next] = owners[from];
            open.add(next);
        }
    }
}
