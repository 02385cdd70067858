/** `light-dark()` follows the page's own `color-scheme`, which inherits into the shadow tree. */
export const styles = `
:host{--back:light-dark(#fff,#14161a);--line:light-dark(#d9dce3,#30343d);--quiet:light-dark(#59606e,#a3abba);--text:light-dark(#14161a,#f1f3f7);
--mark:light-dark(#2c4fc4,#a9b8ff);--refused:light-dark(#c0271d,#ff9087);--flight:light-dark(#2c4fc41c,#a9b8ff26);--ink:light-dark(#fff,#14161a);
--t1:light-dark(#2f5fb3,#6e9fe0);--t2:light-dark(#127367,#6bdccb);--t3:light-dark(#7a4bc0,#b58bea);--t4:light-dark(#8a5b00,#e0b050);--t5:light-dark(#ab2f68,#f08ab8);--t6:light-dark(#49661a,#a7cf5a);
display:block;color:var(--text);font:13px/1.5 system-ui,sans-serif}
*{box-sizing:border-box}
[hidden]{display:none!important}
.bar{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin:0 0 8px}
button{font:inherit;color:var(--text);background:var(--back);border:1px solid var(--line);border-radius:8px;padding:3px 10px;min-height:28px;cursor:pointer}
button[aria-pressed=true]{color:var(--mark);border-color:var(--mark)}
:focus-visible{outline:2px solid var(--mark);outline-offset:2px}
.key{display:flex;flex-wrap:wrap;gap:12px;margin-left:auto;color:var(--quiet)}
.key i{display:inline-block;width:18px;height:10px;margin-right:4px;border-radius:2px;background:var(--t1)}
.key .held{background:repeating-linear-gradient(135deg,var(--quiet) 0 1px,transparent 1px 4px);border:1px solid var(--quiet)}
.key .refused{border-right:5px solid var(--refused)}
.key .flight{background:var(--flight);border:1px solid var(--mark)}
.view{height:var(--freshkey-height,360px);border:1px solid var(--line);border-radius:8px;overflow:hidden;background:var(--back)}
canvas{display:block;width:100%;height:100%;touch-action:pan-y}
canvas:focus-visible{outline-offset:-2px}
.rows{height:100%;overflow:auto}
table{width:100%;border-collapse:collapse}
th,td{text-align:left;vertical-align:top;padding:3px 10px;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
thead th{position:sticky;top:0;background:var(--back)}
output{display:block;min-height:1.5em;margin-top:6px}
.dock{position:fixed;inset:auto 0 0;z-index:2147483646;max-height:60vh;overflow:auto;padding:12px 12px 48px;background:var(--back);border-top:1px solid var(--line);--freshkey-height:min(34vh,360px)}
.toggle{position:fixed;right:12px;bottom:12px;z-index:2147483647;font-weight:600;border-radius:99px;padding:4px 14px}
`;
