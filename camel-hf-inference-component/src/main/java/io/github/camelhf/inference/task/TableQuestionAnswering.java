package io.github.camelhf.inference.task;

import static java.util.Objects.requireNonNull;

import io.github.camelhf.inference.answer.Numbers;
import io.github.camelhf.inference.answer.Shape;
import io.github.camelhf.inference.answer.UnexpectedAnswerException;
import io.github.camelhf.inference.result.Cell;
import io.github.camelhf.inference.result.TableAnswer;
import io.github.camelhf.inference.transport.WireBody;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a table says to a question. Asks {@code {"inputs": {"query": "How many?", "table": {"Name": ["Ann"], "Age": ["41"]}}}}: the
 * schema's {@code question} was refused by the hosted service, {@code query} is taken by all. Answers
 * {@code {"answer": "SUM > 41", "coordinates": [[0, 1]], "cells": ["41"], "aggregator": "SUM"}}; models that write their answer give no
 * more than it. Sources: recorded answers and transformers' {@code table_question_answering.py}, read 2026-11-20.
 */
final class TableQuestionAnswering implements TaskCodec {

    @Override
    public WireBody encode(InferenceRequest request) {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("query", requireNonNull(request.question()));
        inputs.put("table", requireNonNull(request.table()).byColumn());
        return JsonBody.of(inputs, request.parameters());
    }

    @Override
    public List<?> decode(InferenceRequest request, Object answer) {
        Object only = answer instanceof List<?> list && list.size() == 1 ? list.get(0) : answer;
        if (!(only instanceof Map<?, ?> fields) || !(fields.get("answer") instanceof String text)) {
            throw new UnexpectedAnswerException("expected an object with answer, got " + Shape.of(only));
        }
        List<Cell> cells = cells(fields, requireNonNull(request.table()));
        return List.of(new TableAnswer(text, cells, fields.get("aggregator") instanceof String name ? name : null));
    }

    private static List<Cell> cells(Map<?, ?> fields, Table table) {
        List<?> coordinates = fields.get("coordinates") instanceof List<?> list ? list : List.of();
        Object texts = fields.get("cells");
        if (texts instanceof List<?> list && list.size() != coordinates.size()) {
            throw new UnexpectedAnswerException("it has " + list.size() + " cells and " + coordinates.size()
                    + " coordinates, expected one for each");
        }
        List<Cell> cells = new ArrayList<>(coordinates.size());
        for (Object place : coordinates) {
            if (!(place instanceof Numbers.Doubles numbers) || numbers.size() != 2) {
                throw new UnexpectedAnswerException("expected coordinates [row, column], got " + Shape.of(place));
            }
            int row = index(numbers.toList().get(0), table.rows().size(), "row");
            int column = index(numbers.toList().get(1), table.columns().size(), "column");
            cells.add(new Cell(row, column, table.rows().get(row).get(column)));
        }
        return cells;
    }

    private static int index(double number, int count, String what) {
        if (!(number >= 0 && number < count && number % 1 == 0)) {
            throw new UnexpectedAnswerException(
                    "it names " + what + " " + number + " of a table with " + count + ", counted from 0");
        }
        return (int) number;
    }
}
