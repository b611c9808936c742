import { heatStyle } from "./heat-shades.ts";

/** Style sheet of the page. Colours: Okabe and Ito's palette, safe for colour-blind readers; shapes differ too. */
export const pageStyle = `
:root{color-scheme:light dark;--bg:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d5dae0;--panel:#f5f7f9;--band:#cfe3f3;
--heat:#0072b2;--heatink:#fff;--mark:#fff7e0;--markline:#e69f00;--c1:#0072b2;--c2:#d55e00;--c3:#009e73;--c4:#b5558a;--c5:#8a6d00;--c6:#3a94cc;--c7:#b87700;--truth:#1b1f24}
@media (prefers-color-scheme:dark){:root{--bg:#14171b;--ink:#e8ebee;--soft:#a3adb8;--line:#39414a;--panel:#1d2228;--band:#1f3a50;
--heat:#56b4e9;--heatink:#0d1115;--mark:#2c2613;--markline:#e69f00;--c1:#56b4e9;--c2:#ff8a3d;--c3:#2bc79a;--c4:#e39bc4;--c5:#f0e442;--c6:#4a9fe0;--c7:#e69f00;--truth:#fff}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:76rem;padding:1rem 1.25rem 4rem;background:var(--bg);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:break-word}
h1{font-size:1.6rem;line-height:1.2;margin:.5rem 0 .25rem}
h2{font-size:1.3rem;margin:2.5rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--line)}
h2.first{border-top:0;margin-top:1rem;padding-top:0}
h3{font-size:1.05rem;margin:1.25rem 0 .5rem}
h4{font-size:.95rem;margin:0 0 .25rem}
p{margin:.4rem 0}
section>p{max-width:48rem}
.small,small{font-size:.85rem;color:var(--soft)}
small{font-weight:400}
nav{font-size:.9rem;margin:.75rem 0}
nav a{color:inherit;display:inline-block;margin:0 .9rem .25rem 0;padding:.15rem 0}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--c1);outline-offset:2px}
code,pre,.paste{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
code{font-size:.85em;overflow-wrap:anywhere}
pre{white-space:pre-wrap;background:var(--panel);padding:.75rem;border-radius:6px;font-size:.82rem}
.paste{font-family:Georgia,"Times New Roman",serif;background:var(--panel);padding:.25rem 1rem;border-radius:6px}
ol.paste{padding-left:2.25rem}
.grid-of-plots{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,27rem),1fr));gap:1rem}
.small-plots{grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr))}
.block{border:1px solid var(--line);border-radius:8px;padding:.75rem;min-width:0}
.block.case{margin:1rem 0}
.block.case h3{margin-top:0}
.answer p:first-of-type{font-size:1.02rem}
.answer ul{margin:.25rem 0 .75rem;padding-left:1.1rem}
.notice{border-left:4px solid var(--markline);background:var(--mark);padding:.5rem .9rem;margin:1rem 0;border-radius:0 6px 6px 0;max-width:48rem}
.warnings{padding-left:0;list-style:none;max-width:52rem}
.warnings li{border-left:4px solid var(--markline);background:var(--mark);padding:.35rem .9rem;margin:.5rem 0;border-radius:0 6px 6px 0}
.warnings code{color:var(--soft)}
.rows{display:grid;grid-template-columns:8.6rem minmax(0,1fr);gap:.5rem}
.rows ul{list-style:none;margin:0!important;padding:0!important;font-size:.85rem;line-height:1.25}
.rows li{display:flex;flex-direction:column;justify-content:center;overflow:hidden}
.rows24 li{height:24px}.rows30 li{height:30px}.rows38 li{height:38px}
.rows30 li,.rows24 li{flex-direction:row;justify-content:flex-start;align-items:center;gap:.4rem}
.rowname{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.rowdetail{white-space:nowrap;font-size:.75rem;color:var(--soft);font-variant-numeric:tabular-nums}
svg.plot{display:block;overflow:visible}
.grid{stroke:var(--line);stroke-width:1}
.zero{stroke:var(--soft);stroke-width:1}
.tick{font-size:11px;fill:var(--soft)}
.number{font-size:11px;fill:var(--ink)}
.band{fill:var(--band);opacity:.75}
.mark-of-interval{fill:var(--soft)}
.bound{stroke:var(--soft);stroke-dasharray:3 3}
.limit{stroke:var(--soft);stroke-dasharray:5 4}
.biasline{stroke:var(--c1);stroke-width:1.5}
.mean{stroke:var(--ink);stroke-width:2}
.whisker{stroke-width:3;stroke:currentColor}
.whisker.thin{stroke-width:1}
path.cut{fill:none;stroke:currentColor;stroke-width:1.5}
.c1{fill:var(--c1);color:var(--c1)}.c2{fill:var(--c2);color:var(--c2)}.c3{fill:var(--c3);color:var(--c3)}.c4{fill:var(--c4);color:var(--c4)}.c5{fill:var(--c5);color:var(--c5)}.c6{fill:var(--c6);color:var(--c6)}.c7{fill:var(--c7);color:var(--c7)}
path.hollow{fill:var(--bg);stroke:currentColor;stroke-width:1.8}
.derived{fill:var(--soft);color:var(--soft)}
.truth{fill:var(--truth);color:var(--truth)}
.dot{fill-opacity:.65;stroke:var(--bg);stroke-width:.5}
.outline{fill:none!important;stroke:currentColor;stroke-width:1.6;vector-effect:non-scaling-stroke}
.slices{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,13rem),1fr));gap:1rem}
figure{margin:0}
figcaption,.axis{font-size:.8rem;color:var(--soft)}
.axis{text-align:center;margin:.1rem 0 0}
.axis.start{text-align:left}
.entropy rect{fill:var(--heat)}
svg.slice{display:block;width:100%;height:15rem;background:var(--panel);border-radius:6px}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;font-size:.88rem;align-items:center}
.legend span{display:inline-flex;align-items:center;gap:.35rem}
.scroll{overflow-x:auto;max-width:100%;margin:.5rem 0}
.grid-of-plots .scroll{margin:0}
table{border-collapse:collapse;font-size:.85rem;font-variant-numeric:tabular-nums}
caption{text-align:left;max-width:min(48rem,calc(100vw - 2.5rem));font-weight:600;padding:.25rem 0;font-size:.92rem}
th,td{padding:.25rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{font-weight:600;vertical-align:bottom}
.num{text-align:right;white-space:nowrap}
th.num{white-space:normal;min-width:4.5rem}
td.text{white-space:nowrap}
.words{display:inline-block;min-width:16rem;white-space:normal}
.yes{color:var(--c3);font-weight:600}.no{color:var(--c2);font-weight:600}
.heat td,.heat th{border:0;text-align:center;vertical-align:middle;padding:.4rem .5rem;min-width:4.4rem}
.heat tbody th{text-align:right;min-width:0}
.heat td{border-radius:4px}
.heat td small{display:block;font-size:.7rem;color:inherit}
.heat .none{color:var(--soft)}
.missing{color:var(--soft);background:repeating-linear-gradient(45deg,transparent,transparent 5px,var(--line) 5px,var(--line) 6px)}
${["#b35806", "#f1a340", "#e9e4dc", "#92c5de", "#2166ac"].map((colour, at) => `.q${at + 1}{background:${colour};color:${at === 0 || at === 4 ? "#fff" : "#14171b"}}`).join("\n")}
.decision{letter-spacing:.03em}
${heatStyle}
details{margin:.6rem 0}
summary{cursor:pointer;font-weight:600;padding:.3rem 0}
dl{display:grid;grid-template-columns:minmax(7rem,max-content) minmax(0,1fr);gap:.2rem 1rem;font-size:.9rem}
dt{color:var(--soft)}dd{margin:0}
footer{margin-top:3rem;color:var(--soft);font-size:.85rem}
@media (max-width:480px){body{padding:.75rem .9rem 3rem}h1{font-size:1.35rem}.rows{grid-template-columns:7.9rem minmax(0,1fr)}.block{padding:.6rem}svg.slice{height:13rem}}
@media print{
:root{color-scheme:light;--bg:#fff;--ink:#000;--soft:#444;--line:#bbb;--panel:#f4f4f4;--band:#cfe3f3;--heat:#0072b2;--heatink:#fff;--mark:#fff;--c1:#0072b2;--c2:#d55e00;--c3:#009e73;--c4:#b5558a;--c5:#8a6d00;--c6:#3a94cc;--c7:#b87700;--truth:#000}
html{font-size:12px}
body{max-width:none;padding:0;font-size:12px}
.grid-of-plots{grid-template-columns:1fr 1fr}
.small-plots{grid-template-columns:1fr 1fr 1fr}
nav{display:none}
h2,h3,h4,caption{break-after:avoid}
.block,.notice,.warnings li,tr,figure{break-inside:avoid}
.scroll{overflow:visible}
table{font-size:7.5pt}
th,td{padding:.15rem .3rem}
td.text,.num{white-space:normal}
.words{min-width:0}
.band,.heat td,.missing,.notice,.warnings li,svg.slice{print-color-adjust:exact;-webkit-print-color-adjust:exact}
details::details-content{content-visibility:visible;block-size:auto}
}
`;
