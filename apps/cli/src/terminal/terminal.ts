import { styleText } from "node:util";

/** Abilities of a stream: colour, width, characters. */
export interface Terminal {
  readonly colour: boolean;
  readonly unicode: boolean;
  /** Columns of the terminal; null if the stream is none. */
  readonly columns: number | null;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

export function describeTerminal(stream: Stream, env: Environment): Terminal {
  return {
    colour: hasColour(stream, env),
    unicode: hasUnicode(env),
    columns: stream.isTTY ? (stream.columns ?? 80) : null,
  };
}

/** FORCE_COLOR over NO_COLOR over TERM=dumb over whether it is a terminal at all. */
function hasColour(stream: Stream, env: Environment): boolean {
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== "0" && env.FORCE_COLOR !== "false";
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  return env.TERM !== "dumb" && stream.isTTY === true;
}

/** Decides by the locale; where none is set (containers, Windows) terminals of today are UTF-8. */
function hasUnicode(env: Environment): boolean {
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => value !== undefined && value !== "");
  return locale === undefined ? env.TERM !== "dumb" : /utf-?8/i.test(locale);
}

/** Backgrounds of ordered classes, worst to best: told apart with every kind of colour vision, text black on all. */
const classColours = { class1: 166, class2: 215, class3: 230, class4: 153, class5: 32 };

export type Style = "bold" | "dim" | "red" | "yellow" | "green" | "cyan" | keyof typeof classColours;

export function paint(terminal: Terminal, style: Style | undefined, text: string): string {
  if (!terminal.colour || style === undefined || text === "") return text;
  if (style in classColours) {
    return `\u001b[38;5;16;48;5;${classColours[style as keyof typeof classColours]}m${text}\u001b[0m`;
  }
  return styleText(style as Exclude<Style, keyof typeof classColours>, text, { validateStream: false });
}

/** Text of files and folders as it may be shown: no control characters, which a terminal would obey. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "?");
}

export interface Signs {
  readonly undefined: string;
  readonly plusMinus: string;
  readonly rule: string;
}

export function signs(terminal: Terminal): Signs {
  return terminal.unicode
    ? { undefined: "—", plusMinus: "±", rule: "─" }
    : { undefined: "-", plusMinus: "+/-", rule: "-" };
}
