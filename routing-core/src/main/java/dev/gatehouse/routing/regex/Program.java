package dev.gatehouse.routing.regex;

import java.util.ArrayList;
import java.util.List;

/**
 * {@link Syntax} as instructions for a machine that is in many places at once: Ken Thompson's construction. Counted
 * repetitions are copies of their body, which is why there is a cap. Prints as a listing.
 *
 * @param instructions the last is the only {@link Operation#MATCH}
 * @param bulkiest where in the pattern the counted repetition stands that became the most instructions; 0 where there is none
 */
record Program(List<Instruction> instructions, int bulkiest) {
    static final int MAX_INSTRUCTIONS = 4000;

    enum Operation {
        /** Reads one of {@link Instruction#characters} and goes on with the next instruction. */
        READ,
        /** Goes on at {@link Instruction#first} and at {@link Instruction#second}; captures prefer the first. */
        FORK,
        /** Goes on at {@link Instruction#first}. */
        JUMP,
        /** Goes on with the next instruction where nothing has been read. */
        START,
        /** Goes on with the next instruction where nothing is left to read. */
        END,
        MATCH
    }

    record Instruction(Operation operation, int first, int second, Characters characters) {
        private static Instruction of(Operation operation) {
            return new Instruction(operation, -1, -1, Characters.NONE);
        }

        @Override
        public String toString() {
            return switch (operation) {
                case READ -> "read " + characters;
                case FORK -> "fork " + first + " " + second;
                case JUMP -> "jump " + first;
                case START -> "start";
                case END -> "end";
                case MATCH -> "match";
            };
        }
    }

    static Program of(Syntax syntax) throws Refusal {
        Compiler compiler = new Compiler();
        compiler.add(syntax);
        compiler.add(Instruction.of(Operation.MATCH));
        return new Program(List.copyOf(compiler.instructions), compiler.bulkiest);
    }

    @Override
    public String toString() {
        StringBuilder listing = new StringBuilder();
        for (int i = 0; i < instructions.size(); i++) {
            listing.append(i).append(' ').append(instructions.get(i)).append('\n');
        }
        return listing.toString();
    }

    private static final class Compiler {
        private final List<Instruction> instructions = new ArrayList<>();
        private int bulkiest;
        private int bulk;

        /** Whether we are inside a counted repetition, and then the place of the outermost. */
        private boolean counting;

        private int outermost;

        void add(Syntax syntax) throws Refusal {
            if (syntax instanceof Syntax.OneOf oneOf) {
                add(new Instruction(Operation.READ, -1, -1, oneOf.characters()));
            } else if (syntax instanceof Syntax.Anchor anchor) {
                add(Instruction.of(anchor == Syntax.Anchor.START ? Operation.START : Operation.END));
            } else if (syntax instanceof Syntax.Sequence sequence) {
                for (Syntax part : sequence.parts()) {
                    add(part);
                }
            } else if (syntax instanceof Syntax.Choice choice) {
                addChoice(choice.alternatives());
            } else if (syntax instanceof Syntax.Repeat repeat) {
                addRepeat(repeat);
            } else if (syntax instanceof Syntax.Group group) {
                add(group.body());
            }
        }

        private void addChoice(List<Syntax> alternatives) throws Refusal {
            List<Integer> jumps = new ArrayList<>();
            for (Syntax alternative : alternatives.subList(0, alternatives.size() - 1)) {
                int fork = add(Instruction.of(Operation.FORK));
                add(alternative);
                jumps.add(add(Instruction.of(Operation.JUMP)));
                fork(fork, fork + 1, next(), false);
            }
            add(alternatives.get(alternatives.size() - 1));
            for (int jump : jumps) {
                instructions.set(jump, new Instruction(Operation.JUMP, next(), -1, Characters.NONE));
            }
        }

        private void addRepeat(Syntax.Repeat repeat) throws Refusal {
            boolean outer = repeat.copies() && !counting;
            int start = next();
            if (outer) {
                counting = true;
                outermost = repeat.index();
            }
            addCopies(repeat);
            if (outer) {
                counting = false;
                if (next() - start > bulk) {
                    bulk = next() - start;
                    bulkiest = repeat.index();
                }
            }
        }

        private void addCopies(Syntax.Repeat repeat) throws Refusal {
            int last = next();
            for (int i = 0; i < repeat.least(); i++) {
                last = next();
                add(repeat.body());
            }
            if (repeat.most() != Syntax.UNBOUNDED) {
                List<Integer> forks = new ArrayList<>();
                for (int i = repeat.least(); i < repeat.most(); i++) {
                    forks.add(add(Instruction.of(Operation.FORK)));
                    add(repeat.body());
                }
                for (int fork : forks) {
                    fork(fork, fork + 1, next(), repeat.lazy());
                }
            } else if (repeat.least() > 0) {
                int fork = add(Instruction.of(Operation.FORK));
                fork(fork, last, next(), repeat.lazy());
            } else {
                int fork = add(Instruction.of(Operation.FORK));
                add(repeat.body());
                add(new Instruction(Operation.JUMP, fork, -1, Characters.NONE));
                fork(fork, fork + 1, next(), repeat.lazy());
            }
        }

        private void fork(int at, int body, int exit, boolean lazy) {
            instructions.set(
                    at, new Instruction(Operation.FORK, lazy ? exit : body, lazy ? body : exit, Characters.NONE));
        }

        private int add(Instruction instruction) throws Refusal {
            if (next() == MAX_INSTRUCTIONS) {
                throw new Refusal(
                        counting ? outermost : bulkiest,
                        "the pattern needs more than " + MAX_INSTRUCTIONS + " instructions; use smaller counts");
            }
            instructions.add(instruction);
            return next() - 1;
        }

        private int next() {
            return instructions.size();
        }
    }
}
