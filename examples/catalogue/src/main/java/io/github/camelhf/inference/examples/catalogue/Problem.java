package io.github.camelhf.inference.examples.catalogue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelhf.inference.error.HfInferenceException;
import io.github.camelhf.inference.error.InferenceRejectedException;
import io.github.camelhf.inference.error.InferenceUnavailableException;
import io.github.camelhf.inference.error.InvalidInferenceInputException;
import io.github.camelhf.inference.examples.catalogue.shelf.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Answers a failed request with its status and a sentence for people: {@code {"sentence": "...", "status": 400}}. */
final class Problem implements Processor {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public void process(Exchange exchange) throws JsonProcessingException {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        int status = status(failure);
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("sentence", sentence(failure, status));
        problem.put("status", status);
        Message answer = exchange.getMessage();
        answer.removeHeaders("*");
        answer.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        answer.setHeader(Exchange.CONTENT_TYPE, "application/json");
        answer.setBody(JSON.writeValueAsString(problem));
    }

    private static int status(Exception failure) {
        if (failure instanceof BadQuestionException || failure instanceof InvalidInferenceInputException) {
            return 400;
        }
        if (failure instanceof RefusedException) {
            return 409;
        }
        if (failure instanceof InferenceRejectedException rejected) {
            return switch (rejected.getStatusCode()) {
                case 400, 413, 415, 422 -> 422;
                default -> 502;
            };
        }
        if (failure instanceof HfInferenceException) {
            return failure instanceof InferenceUnavailableException ? 503 : 502;
        }
        return 503;
    }

    private static String sentence(Exception failure, int status) {
        return switch (status) {
            case 400, 409 -> String.valueOf(failure.getMessage());
            case 422 ->
                "The model does not take this: a text may be too long for it, a picture too large or of a type"
                        + " that it does not read";
            case 502 -> "The model's server refuses the catalogue; its operator finds the reason in the log";
            default ->
                failure instanceof InferenceUnavailableException
                        ? "The model does not answer at present, it may be waking up; try again in a minute"
                        : "The store does not answer at present; nothing is lost, try again in a minute";
        };
    }
}
