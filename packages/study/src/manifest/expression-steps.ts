/** Ways in which a part of an expression can match, and what one way costs at most. */
interface Cost {
  readonly ways: number;
  readonly steps: number;
}

const GROUP_START = /\?(?:[a-z-]*:|<?[=!]|<[^>]*>)/y;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y;

/**
 * Steps that a backtracking engine takes at most to match a valid regular expression, without flags, against a text of
 * that length: the ways to match, of parts in a row multiplied, times the length of one.
 */
export function mostSteps(expression: string, length: number): number {
  const { ways, steps } = new CostReader(expression, length).alternatives();
  const isAnchored = expression.startsWith("^") && !expression.includes("|");
  return ways * (steps + length) * (isAnchored ? 1 : length + 1);
}

class CostReader {
  private at = 0;

  constructor(
    private readonly expression: string,
    private readonly length: number,
  ) {}

  alternatives(): Cost {
    let cost = this.sequence();
    while (this.expression[this.at] === "|") {
      this.at++;
      const other = this.sequence();
      cost = { ways: cost.ways + other.ways, steps: cost.steps + other.steps };
    }
    return cost;
  }

  private sequence(): Cost {
    let [ways, steps] = [1, 0];
    while (this.at < this.expression.length && !/[|)]/.test(this.expression[this.at])) {
      const part = this.repeated();
      ways *= part.ways;
      steps += part.steps;
    }
    return { ways, steps };
  }

  private repeated(): Cost {
    const { ways, steps } = this.one();
    const found = this.read(QUANTIFIER);
    if (!found) return { ways, steps };
    const [, sign, from, comma, to] = found;
    const fewest = sign === undefined ? Number(from) : sign === "+" ? 1 : 0;
    const isOpen = sign === undefined ? comma === "," && to === "" : sign !== "?";
    const told = sign === "?" ? 1 : Number(to || from);
    const most = isOpen ? Math.max(fewest, this.length) : told;
    return { ways: (most - fewest + 1) * ways ** most, steps: Math.max(1, fewest) * steps };
  }

  private one(): Cost {
    const sign = this.expression[this.at++];
    if (sign === "\\") this.at++;
    if (sign === "[") this.skipClass();
    if (sign !== "(") return { ways: 1, steps: 1 };
    this.read(GROUP_START);
    const cost = this.alternatives();
    this.at++;
    return { ...cost, steps: cost.steps + 1 };
  }

  private skipClass(): void {
    while (this.at < this.expression.length && this.expression[this.at] !== "]") {
      this.at += this.expression[this.at] === "\\" ? 2 : 1;
    }
    this.at++;
  }

  private read(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.expression);
    if (found) this.at = pattern.lastIndex;
    return found;
  }
}
