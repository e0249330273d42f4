package io.github.camelhf.inference.emulator.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * The parameters that a pipeline of transformers takes: it gets them as keyword arguments, so any other name is an error of Python's.
 *
 * @param method whose arguments they are, such as {@code TextClassificationPipeline._sanitize_parameters}
 */
record Keywords(String method, Set<String> names) {

    Keywords {
        names = Set.copyOf(names);
    }

    /**
     * Lets known parameters pass.
     *
     * @throws RefusedException in Python's words, for the first that is not known
     */
    void check(ObjectNode parameters) {
        parameters.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                throw new RefusedException(method + "() got an unexpected keyword argument '" + name + "'");
            }
        });
    }

    /**
     * The whole number of this name, or the default where it is not given.
     *
     * @throws RefusedException when it is something else
     */
    static int number(ObjectNode parameters, String name, int otherwise) {
        JsonNode value = parameters.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isIntegralNumber()) {
            throw new RefusedException(
                    "'<' not supported between instances of '" + Json.pythonName(value) + "' and 'int'");
        }
        return value.intValue();
    }

    /**
     * A text among the inputs.
     *
     * @throws RefusedException when it is none
     */
    static String text(JsonNode input) {
        if (!input.isTextual()) {
            throw new RefusedException(
                    "text input must be of type `str` or `list[str]`, got " + Json.pythonClass(input));
        }
        return input.textValue();
    }
}
