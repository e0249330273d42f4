package io.github.camelhf.inference.examples.s3;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.aws2.s3.AWS2S3Constants;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Stores the body as the sidecar of the picture, below {@code results/} where no picture can come to lie, and copies the picture to its
 * place, inside the store. After a crash in between both
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
        // The headers stay as they are: the consumer deletes what they name.
        String key = exchange.getMessage().getHeader(AWS2S3Constants.KEY, String.class);
        String etag = exchange.getMessage().getHeader(AWS2S3Constants.E_TAG, String.class);
        String place = place(exchange.getProperty("Folder", String.class), key, etag);
        String result = exchange.getMessage().getBody(String.class);
        s3.putObject(
                sidecar -> sidecar.bucket("pictures")
                        .key("results/" + place + ".json")
                        .contentType("application/json"),
                RequestBody.fromString(result));
        // Only what was classified: a picture that was uploaded over it meanwhile has its own turn.
        s3.copyObject(copy -> copy.sourceBucket("inbox")
                .sourceKey(key)
                .copySourceIfMatch(etag)
                .destinationBucket("pictures")
                .destinationKey(place));
    }

    /** Another picture that came under the same key before keeps its place; this one gets a name of its own. */
    private String place(String folder, String key, String etag) {
        String place = folder + "/" + key;
        try {
            String there =
                    s3.headObject(head -> head.bucket("pictures").key(place)).eTag();
            return hash(there).equals(hash(etag)) ? place : folder + "/" + hash(etag) + "-" + key.replace('/', '-');
        } catch (NoSuchKeyException e) {
            return place;
        }
    }

    /** The ETag without the quotes that stores put around it. */
    private static String hash(String etag) {
        return etag.replace("\"", "");
    }
}
