package io.github.camelhf.inference.examples.watchedfolder.audit;

import io.github.camelhf.inference.examples.watchedfolder.files.BoundedLines;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The part of a file of lines that ends with a line's end: what stands behind it was not written to its end. */
final class WholeLines {

    private static final int BLOCK = 8192;

    private WholeLines() {}

    /** Shortens the file to its whole lines; returns its length then, 0 when there is no file. */
    static long cut(Path file) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        long length = length(file);
        if (length < Files.size(file)) {
            cutTo(file, length);
        }
        return length;
    }

    static void cutTo(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            channel.truncate(length);
        }
    }

    /** The whole lines behind the first {@code from} bytes, as they are now: lines that come later are not read. */
    static InputStream open(Path file, long from) throws IOException {
        long end = length(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        channel.position(Math.min(from, end));
        return new Limited(Channels.newInputStream(channel), end - channel.position());
    }

    /** From the end backwards, so that a long file is not read. */
    private static long length(Path file) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            byte[] block = new byte[BLOCK];
            long end = content.length();
            long least = end - BoundedLines.LONGEST;
            while (end > 0) {
                if (end < least) {
                    throw new IOException(file + " has no end of a line in its last " + BoundedLines.LONGEST
                            + " bytes, so it is no log of this program; move it away, and a new one is begun");
                }
                int size = (int) Math.min(BLOCK, end);
                content.seek(end - size);
                content.readFully(block, 0, size);
                for (int i = size - 1; i >= 0; i--) {
                    if (block[i] == '\n') {
                        return end - size + i + 1;
                    }
                }
                end -= size;
            }
            return 0;
        }
    }

    /** Ends after so many bytes. */
    private static final class Limited extends InputStream {

        private final InputStream in;
        private long left;

        Limited(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(into, offset, (int) Math.min(count, left));
            left = read < 0 ? 0 : left - read;
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
