package dev.gatehouse.routing.resource;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code LabelSelector}. */
final class LabelSelectorDecoder {
    private static final Choice<LabelSelector.Operator> OPERATORS = Choice.of(LabelSelector.Operator.class);

    private LabelSelectorDecoder() {}

    static LabelSelector decode(FieldReader selector) {
        Map<String, String> labels = selector.textMap("matchLabels", Names.QUALIFIED_NAME, Names.LABEL_VALUE);
        return new LabelSelector(
                labels, selector.objects("matchExpressions", ApiLimits.UNBOUNDED, LabelSelectorDecoder::requirement));
    }

    private static LabelSelector.@Nullable Requirement requirement(FieldReader requirement) {
        String key = requirement.requiredText("key", Names.QUALIFIED_NAME);
        LabelSelector.Operator operator = requirement.requiredChoice("operator", OPERATORS);
        List<String> values = requirement.texts("values", ApiLimits.UNBOUNDED, Names.LABEL_VALUE);
        if (operator == null) {
            return null;
        }
        boolean takesValues = operator == LabelSelector.Operator.IN || operator == LabelSelector.Operator.NOT_IN;
        if (takesValues && values.isEmpty()) {
            requirement.missing("values", "expected: at least one value for In and NotIn");
        } else if (!takesValues && !values.isEmpty()) {
            requirement.notAllowed("values", "Exists and DoesNotExist ask for the key alone");
        }
        return new LabelSelector.Requirement(key, operator, values);
    }
}
