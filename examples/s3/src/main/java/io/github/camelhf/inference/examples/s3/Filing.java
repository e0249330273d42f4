package io.github.camelhf.inference.examples.s3;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Stores the body as the sidecar of the picture and copies the picture beside it, inside the store. After a crash in between both
 * are written again, with the same keys. Asks the client itself: Camel's producer evaluates a key as an expression, and here
 * whoever uploads chooses the keys.
 */
final class Filing implements Processor {

    private final S3Client s3;

    Filing(S3Client s3) {
        this.s3 = s3;
    }

    @Override
    public void process(Exchange exchange) {
        // The header stays as it is: the consumer deletes what it names.
        String key = exchange.getMessage().getHeader(AWS2S3Constants.KEY, String.class);
        String place = exchange.getProperty("Folder", String.class) + "/" + key;
        String result = exchange.getMessage().getBody(String.class);
        s3.putObject(
                sidecar -> sidecar.bucket("pictures").key(place + ".json").contentType("application/json"),
                RequestBody.fromString(result));
        s3.copyObject(copy -> copy.sourceBucket("inbox")
                .sourceKey(key)
                .destinationBucket("pictures")
                .destinationKey(place));
    }
}
