package io.github.camelhf.inference.it;

import com.sun.management.ThreadMXBean;
import io.github.camelhf.inference.input.Content;
import io.github.camelhf.inference.picture.PicturePreparation;
import io.github.camelhf.inference.picture.PictureSettings;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;

/**
 * Measures what it costs to shrink a JPEG of 12 megapixels to 512 pixels: the component's way beside {@code ImageIO.read} and a
 * bilinear drawing, as routes do it by hand, in turns in one run.
 */
final class ShrinkTrial {

    private static final int ROUNDS = 15;
    private static final int WARM_UP = 5;

    private ShrinkTrial() {}

    public static void main(String[] arguments) throws Exception {
        byte[] photo = photo(4000, 3000);
        PicturePreparation preparation =
                new PicturePreparation(new PictureSettings(512, 85, false, false, 100_000_000));
        List<Cost> ours = new ArrayList<>();
        List<Cost> byHand = new ArrayList<>();
        for (int round = 0; round < WARM_UP + ROUNDS; round++) {
            Cost first = cost(() -> (int) preparation
                    .prepare(Content.of(photo), "image/jpeg")
                    .content()
                    .length());
            Cost second = cost(() -> byHand(photo).length);
            if (round >= WARM_UP) {
                ours.add(first);
                byHand.add(second);
            }
        }
        System.out.printf("%,d bytes of JPEG, 4000 x 3000 pixels; medians of %d rounds%n%n", photo.length, ROUNDS);
        System.out.println("| way | ms | allocated | peak heap above before | bytes sent |");
        System.out.println("|---|---|---|---|---|");
        print("imageMaxSize=512", ours);
        print("`ImageIO.read`, bilinear", byHand);
    }

    private static void print(String way, List<Cost> costs) {
        System.out.printf(
                "| %s | %d | %.1f MB | %.1f MB | %,d |%n",
                way,
                median(costs.stream().map(Cost::nanos).toList()) / 1_000_000,
                median(costs.stream().map(Cost::allocated).toList()) / 1e6,
                median(costs.stream().map(Cost::peak).toList()) / 1e6,
                costs.get(0).length());
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    /** @param peak of the heap, without a collection while it is measured as long as the heap is large enough */
    private record Cost(long nanos, long allocated, long peak, int length) {}

    private static Cost cost(Callable<Integer> work) throws Exception {
        System.gc();
        long used = heap(false);
        heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
        long allocated = allocated();
        long start = System.nanoTime();
        int length = work.call();
        long nanos = System.nanoTime() - start;
        return new Cost(nanos, allocated() - allocated, heap(true) - used, length);
    }

    private static long heap(boolean peak) {
        return heapPools().stream()
                .mapToLong(pool -> (peak ? pool.getPeakUsage() : pool.getUsage()).getUsed())
                .sum();
    }

    private static List<MemoryPoolMXBean> heapPools() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static byte[] byHand(byte[] jpeg) throws IOException {
        BufferedImage full = ImageIO.read(new ByteArrayInputStream(jpeg));
        BufferedImage small = new BufferedImage(512, 384, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = small.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(full, 0, 0, 512, 384, null);
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(small, "jpg", bytes);
        return bytes.toByteArray();
    }

    /** Soft shapes over a gradient, with edges at every scale. */
    private static byte[] photo(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setPaint(new GradientPaint(0, 0, new Color(200, 180, 150), width, height, new Color(40, 70, 120)));
        graphics.fillRect(0, 0, width, height);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            graphics.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256), 90));
            int size = 10 + random.nextInt(300);
            graphics.fillOval(random.nextInt(width) - size / 2, random.nextInt(height) - size / 2, size, size);
        }
        graphics.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }
}
