package io.github.camelhf.inference.examples.ftp;

import io.github.camelhf.inference.emulator.Fault;
import io.github.camelhf.inference.emulator.InferenceEmulator;
import io.github.camelhf.inference.examples.pictures.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.ftpserver.ftplet.DefaultFtplet;
import org.apache.sshd.sftp.server.SftpEventListener;

/** Starts an FTP and an SFTP server, uploads pictures to both and shows where the routes moved them. */
public final class FtpExample {

    private FtpExample() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        // Before the first logger is made: the output is for people.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        Path root = Files.createTempDirectory("ftp-example");
        RemoteFolder overFtp = new RemoteFolder(root.resolve("ftp"));
        RemoteFolder overSftp = new RemoteFolder(root.resolve("sftp"));
        List<Sample> files = new ArrayList<>(Sample.pictures());
        files.add(Sample.note());
        for (Sample file : files) {
            overFtp.upload(file);
            overSftp.upload(file);
        }
        String user = RemoteSorting.USER;
        String password = RemoteSorting.PASSWORD;
        try (InferenceEmulator model = InferenceEmulator.builder().start();
                Ftp ftp = new Ftp(overFtp.root(), user, password, new DefaultFtplet());
                Sftp sftp = new Sftp(overSftp.root(), user, password, new SftpEventListener() {});
                RemoteSorting routes = new RemoteSorting(ftp, sftp, model.url(), RemoteSorting.SETTINGS)) {
            NotifyBuilder moved = new NotifyBuilder(routes.camel())
                    .whenCompleted(2 * files.size())
                    .create();
            model.fault(Fault.modelLoading(1));
            routes.start();
            if (!moved.matches(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("not all files were moved within a minute");
            }
            print("ftp://" + ftp.address(), overFtp);
            print("sftp://" + sftp.address(), overSftp);
        } finally {
            delete(root);
        }
    }

    private static void print(String server, RemoteFolder folder) {
        System.out.println(server);
        folder.files().forEach(file -> System.out.println("  " + file));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
