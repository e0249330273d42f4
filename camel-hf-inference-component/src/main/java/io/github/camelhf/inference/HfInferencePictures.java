package io.github.camelhf.inference;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.jspecify.annotations.Nullable;

/** The options that say what is done to the pictures of a message. Each sentence stands beside its option. */
@UriParams
public class HfInferencePictures extends HfInferenceConnection {

    @UriParam(
            defaultValue = "inline",
            enums = "inline,forward,reject",
            description =
                    "What to do with a body that is an http or https address of a picture: inline downloads it and sends its bytes, forward lets the server fetch it, reject refuses it.")
    private String imageUrl = "inline";

    @UriParam(
            label = "security",
            description =
                    "Hosts from which imageUrl=inline may download although their address is private or of this machine, separated by commas: a name, an address, or an asterisk and .example.com for all names below it. Public hosts need not be named.")
    private @Nullable String allowedHosts;

    @UriParam(
            defaultValue = "32MB",
            description =
                    "Longest picture that imageUrl=inline downloads, as a number of bytes or with KB, MB or GB. A longer one is refused.")
    private String maxDownloadSize = "32MB";

    @UriParam(
            defaultValue = "fail",
            enums = "fail,skip",
            description =
                    "What to do with an item of a list that cannot be sent: fail refuses the message and names its place, skip leaves null in its place of the result and its error in the header CamelHfInferenceItemErrors. Not for similarity.")
    private String onItemError = "fail";

    @UriParam(
            defaultValue = "100000000",
            description =
                    "Most pixels that a picture may state in its header, 1 or more. One with more is refused before anything decodes it.")
    private int maxPixels = 100_000_000;

    @UriParam(
            defaultValue = "0",
            description =
                    "Longer side in pixels, 0 to 65535, to which a larger picture is shrunk before it is sent, upright and as a JPEG without metadata, such as 512; 0 never shrinks. A picture that is small enough goes out untouched.")
    private int imageMaxSize;

    @UriParam(
            label = "advanced",
            defaultValue = "85",
            description = "Quality of the JPEG that takes the place of a picture that was changed, 1 to 100.")
    private int imageQuality = 85;

    @UriParam(
            defaultValue = "false",
            description =
                    "Whether a picture that its camera noted as turned or mirrored is sent upright, as a JPEG of the same size.")
    private boolean autoOrient;

    @UriParam(
            defaultValue = "false",
            description =
                    "Whether a picture of a type that servers do not read, such as TIFF, is sent as a JPEG if an installed ImageIO reader decodes it. Without the option it is refused.")
    private boolean convertUnsupported;

    public String getImageUrl() {
        return imageUrl;
    }

    public void setImageUrl(String imageUrl) {
        this.imageUrl = imageUrl;
    }

    public @Nullable String getAllowedHosts() {
        return allowedHosts;
    }

    public void setAllowedHosts(@Nullable String allowedHosts) {
        this.allowedHosts = allowedHosts;
    }

    public String getMaxDownloadSize() {
        return maxDownloadSize;
    }

    public void setMaxDownloadSize(String maxDownloadSize) {
        this.maxDownloadSize = maxDownloadSize;
    }

    public String getOnItemError() {
        return onItemError;
    }

    public void setOnItemError(String onItemError) {
        this.onItemError = onItemError;
    }

    public int getMaxPixels() {
        return maxPixels;
    }

    public void setMaxPixels(int maxPixels) {
        this.maxPixels = maxPixels;
    }

    public int getImageMaxSize() {
        return imageMaxSize;
    }

    public void setImageMaxSize(int imageMaxSize) {
        this.imageMaxSize = imageMaxSize;
    }

    public int getImageQuality() {
        return imageQuality;
    }

    public void setImageQuality(int imageQuality) {
        this.imageQuality = imageQuality;
    }

    public boolean isAutoOrient() {
        return autoOrient;
    }

    public void setAutoOrient(boolean autoOrient) {
        this.autoOrient = autoOrient;
    }

    public boolean isConvertUnsupported() {
        return convertUnsupported;
    }

    public void setConvertUnsupported(boolean convertUnsupported) {
        this.convertUnsupported = convertUnsupported;
    }
}
