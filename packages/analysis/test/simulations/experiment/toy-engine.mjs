/**
 * An engine that learns the mean intensity of each label and marks voxels by the nearest: enough to try the machinery
 * of experiments on. Usage: train DATASET OUTPUT SEED [WEIGHTS], predict IMAGES OUTPUT WEIGHTS [FAULT].
 */
import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

const [what, ...given] = process.argv.slice(2);
if (process.env.TOY_LOG) appendFileSync(process.env.TOY_LOG, `${JSON.stringify([what, ...given])}\n`);

function voxelsOf(file) {
  const bytes = gunzipSync(readFileSync(file));
  const offset = bytes.readFloatLE(108);
  const type = bytes.readInt16LE(70);
  const length = bytes.readInt16LE(42) * bytes.readInt16LE(44) * bytes.readInt16LE(46);
  const body = bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + bytes.length);
  const Voxels = { 2: Uint8Array, 4: Int16Array, 512: Uint16Array }[type];
  return { header: bytes.subarray(0, offset), voxels: new Voxels(body, 0, length) };
}

function train(dataset, output, seed, weights) {
  const sums = new Map();
  for (const name of readdirSync(join(dataset, "labelsTr"))) {
    const image = voxelsOf(join(dataset, "imagesTr", name.replace(".nii.gz", "_0000.nii.gz"))).voxels;
    const label = voxelsOf(join(dataset, "labelsTr", name)).voxels;
    for (let i = 0; i < label.length; i++) {
      const [sum, n] = sums.get(label[i]) ?? [0, 0];
      sums.set(label[i], [sum + image[i], n + 1]);
    }
  }
  const start = weights ? JSON.parse(readFileSync(join(weights, "means.json"), "utf8")) : {};
  const jitter = ((Number(seed) * 7919) % 13) / 4;
  const means = [...sums].map(([label, [sum, n]]) => [
    label,
    (sum / n + (start[label] ?? sum / n)) / 2 + jitter,
  ]);
  writeFileSync(join(output, "means.json"), JSON.stringify(Object.fromEntries(means)));
  process.stdout.write(`loss ${means.length}\n`);
}

function predict(images, output, weights, fault) {
  if (fault === "nothing") return;
  const means = Object.entries(JSON.parse(readFileSync(join(weights, "means.json"), "utf8")));
  mkdirSync(output, { recursive: true });
  for (const name of readdirSync(images).filter((one) => one.endsWith("_0000.nii.gz"))) {
    const { header, voxels } = voxelsOf(join(images, name));
    const marked = Uint8Array.from(voxels, (value) =>
      Number(
        means.reduce((best, one) => (Math.abs(one[1] - value) < Math.abs(best[1] - value) ? one : best))[0],
      ),
    );
    if (fault === "empty") marked.fill(0);
    if (fault === "labels") marked[0] = 7;
    const own = Buffer.from(header);
    if (fault === "grid") own.writeFloatLE(3, 80);
    own.writeInt16LE(2, 70);
    own.writeInt16LE(8, 72);
    writeFileSync(join(output, name.replace("_0000", "")), gzipSync(Buffer.concat([own, marked])));
  }
}

if (what === "version") process.stdout.write(`${process.env.TOY_VERSION ?? "1.0"}\n`);
else if (what === "train") train(...given);
else if (what === "predict") predict(...given);
else {
  process.stderr.write("no memory on the device\n");
  process.exit(Number(what) || 1);
}
