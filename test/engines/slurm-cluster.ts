import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout } from "node:timers/promises";

const programs = ["sbatch", "squeue", "scancel", "srun", "sacct", "scontrol", "sinfo"];

/** Programs of Debian's packages; installed where they are missing and that is possible. */
export function reasonWithoutSlurm(): string | null {
  if (process.env.PGT_ENGINES !== "1") return "PGT_ENGINES is not 1";
  if (process.getuid?.() !== 0) return "Slurm is started by root alone";
  const isThere = () => ["/usr/sbin/slurmctld", "/usr/sbin/slurmd", "/usr/sbin/munged"].every(existsSync);
  if (!isThere()) {
    const apt = (...words: string[]) =>
      spawnSync("apt-get", ["-o", "DPkg::Lock::Timeout=300", ...words], {
        stdio: "ignore",
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      });
    apt("update");
    apt("install", "-y", "--no-install-recommends", "slurm-wlm", "munge");
  }
  return isThere() ? null : "Debian's slurm-wlm and munge are missing and could not be installed";
}

/** A cluster of one node, which is this machine. */
export interface SlurmCluster {
  /** Variables by which its programs are found. */
  readonly environment: Record<string, string>;
  readonly run: (program: string, ...words: string[]) => string;
  /** Waits until no job is left. */
  readonly isIdle: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts munged, slurmctld and slurmd with everything of theirs in a folder. */
export async function startSlurm(): Promise<SlurmCluster> {
  const folder = mkdtempSync(join(tmpdir(), "pgt-slurm-"));
  // munged refuses a socket that others cannot reach.
  chmodSync(folder, 0o755);
  for (const name of ["state", "spool", "bin"]) mkdirSync(join(folder, name));
  const at = (name: string) => join(folder, name);
  writeFileSync(at("munge.key"), randomBytes(128), { mode: 0o600 });
  writeFileSync(at("slurm.conf"), await configuration(folder));
  // Programs that are started by others, without the variable SLURM_CONF, find the configuration all the same.
  for (const name of programs) {
    writeFileSync(
      at(`bin/${name}`),
      `#!/bin/sh\nSLURM_CONF='${at("slurm.conf")}' exec /usr/bin/${name} "$@"\n`,
      {
        mode: 0o755,
      },
    );
  }
  const environment = { PATH: [at("bin"), process.env.PATH].join(delimiter), SLURM_CONF: at("slurm.conf") };
  const env = { ...process.env, ...environment };
  const run = (program: string, ...words: string[]) =>
    printed(spawnSync(program, words, { env, encoding: "utf8" }));
  run(
    "munged",
    ...[
      "key-file=munge.key",
      "socket=munge.socket",
      "pid-file=munged.pid",
      "log-file=munged.log",
      "seed-file=munged.seed",
    ].map((one) => `--${one.replace("=", `=${folder}/`)}`),
  );
  run("slurmctld");
  run("slurmd");
  const isReady = () =>
    spawnSync("sinfo", ["-h", "-o", "%T"], { env, encoding: "utf8" }).stdout.trim() === "idle";
  for (let tries = 0; !isReady(); tries++) {
    if (tries > 150)
      throw new Error(`Slurm does not start: ${readFileSync(at("slurmctld.log"), "utf8").slice(-2000)}`);
    await setTimeout(200);
  }
  return {
    environment,
    run,
    isIdle: async () => {
      while (run("squeue", "-h") !== "") await setTimeout(500);
    },
    stop: async () => {
      const pids = ["slurmd.pid", "slurmctld.pid", "munged.pid"]
        .filter((name) => existsSync(at(name)))
        .map((name) => Number(readFileSync(at(name), "utf8")));
      for (const pid of pids) process.kill(pid);
      // They write into the folder until they have ended.
      while (pids.some((pid) => existsSync(`/proc/${pid}`))) await setTimeout(100);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function printed({ status, stdout, stderr, error }: SpawnSyncReturns<string>): string {
  if (status === 0) return stdout.trim();
  throw error ?? new Error(stderr);
}

async function configuration(folder: string): Promise<string> {
  const at = (name: string) => join(folder, name);
  const node = hostname().split(".")[0];
  return `ClusterName=pgt
SlurmctldHost=${node}(127.0.0.1)
SlurmctldPort=${await freePort()}
SlurmdPort=${await freePort()}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=${at("munge.socket")}
StateSaveLocation=${at("state")}
SlurmdSpoolDir=${at("spool")}
SlurmctldPidFile=${at("slurmctld.pid")}
SlurmdPidFile=${at("slurmd.pid")}
SlurmctldLogFile=${at("slurmctld.log")}
SlurmdLogFile=${at("slurmd.log")}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1,bf_interval=1,batch_sched_delay=0
ReturnToService=2
MpiDefault=none
MailProg=/bin/true
NodeName=${node} NodeAddr=127.0.0.1 CPUs=2 RealMemory=2000 State=UNKNOWN
PartitionName=all Nodes=${node} Default=YES MaxTime=INFINITE State=UP
`;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
