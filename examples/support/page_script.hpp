// SPDX-License-Identifier: BSL-1.0
// What the page does under the reader's hand: values under the pointer, files to save, a surface to turn, light or
// dark. The page is complete without it. An error in it shows at the end of the page, under the id "errors".
#pragma once

namespace examples::detail {

inline constexpr const char* page_script = R"js(
window.addEventListener('error',e=>{let d=document.getElementById('errors');
if(!d){d=document.createElement('pre');d.id='errors';document.body.append(d)}d.textContent+=e.message+' ('+e.lineno+')\n'});
(()=>{
const all=(q,of=document)=>[...of.querySelectorAll(q)];

// files: the numbers behind the charts are in the page; a link saves them
const files=JSON.parse(document.getElementById('files').textContent);
for(const a of all('a.csv')){const name=a.getAttribute('href');if(!(name in files))continue;
a.download=name;a.addEventListener('click',()=>{a.href=URL.createObjectURL(new Blob([files[name]],{type:'text/csv'}))})}

// light or dark
const button=document.getElementById('theme'),root=document.documentElement;
const dark=()=>root.dataset.theme?root.dataset.theme=='dark':matchMedia('(prefers-color-scheme:dark)').matches;
const label=()=>{button.textContent=dark()?'light':'dark'};
button.hidden=false;label();button.addEventListener('click',()=>{root.dataset.theme=dark()?'light':'dark';label()});

// one tip for all figures
const tip=document.createElement('div');tip.className='tip';
const show=(svg,e,fill)=>{const f=svg.closest('figure');f.append(tip);tip.replaceChildren();fill(tip);
const r=f.getBoundingClientRect(),x=e.clientX-r.left,y=e.clientY-r.top,w=tip.offsetWidth;
tip.style.left=Math.max(2,x+14+w>r.width?x-w-14:x+14)+'px';tip.style.top=Math.max(2,y-tip.offsetHeight-10)+'px'};
const hide=()=>tip.remove();
const line=(words,colour)=>{const d=document.createElement(colour?'div':'b');
if(colour){const i=document.createElement('i');i.style.background='var(--'+colour+')';d.append(i)}d.append(words);tip.append(d)};

// lines, points and bars: back from the drawing to the numbers
const value=(v,kind)=>kind=='percent'?(100*v).toFixed(2)+'%':kind=='root'?(v*v).toFixed(1)+' days':
kind=='day'?new Date(864e5*Math.round(v)).toISOString().slice(0,10):String(+v.toPrecision(5));
for(const svg of all('svg.plot')){
const [x0,x1,xk]=svg.dataset.x.split(','),[y0,y1,yk]=svg.dataset.y.split(','),[l,r,t,b]=svg.dataset.frame.split(',').map(Number);
const X=p=>+x0+(p-l)/(r-l)*(x1-x0),Y=p=>+y0+(b-p)/(b-t)*(y1-y0);
let series;const read=()=>all('path[data-name]',svg).map(p=>({name:p.dataset.name,colour:p.classList[1],
at:[...p.getAttribute('d').matchAll(/([ML])([-\d.]+) ([-\d.]+)(?:V([-\d.]+))?/g)].map(m=>[+m[2],+m[3],+m[4],m[1]])}));
const of=(s,x)=>{let near=null;for(const [i,q] of s.at.entries()){ // its own point, or on the line between two
if(Math.abs(q[0]-x)<.6&&(!near||Math.abs(q[0]-x)<Math.abs(near[0]-x)))near=q;
const p=s.at[i-1];if(!near&&i&&q[3]=='L'&&p[0]<x&&x<q[0])near=[x,p[1]+(q[1]-p[1])*(x-p[0])/(q[0]-p[0]),NaN]}return near};
const cross=document.createElementNS('http://www.w3.org/2000/svg','path');cross.setAttribute('class','cross');
svg.addEventListener('pointermove',e=>{
series??=read();const box=svg.getBoundingClientRect(),view=svg.viewBox.baseVal,px=(e.clientX-box.left)/box.width*view.width;
let near=null;for(const s of series)for(const p of s.at)if(near===null||Math.abs(p[0]-px)<Math.abs(near-px))near=p[0];
if(near===null||px<l-8||px>r+8){hide();cross.remove();return}
cross.setAttribute('d','M'+near+' '+t+'V'+b);svg.append(cross);
show(svg,e,()=>{line(value(X(near),xk)+(svg.dataset.of?' '+svg.dataset.of:''));
for(const s of series){const p=of(s,near);
if(!p)continue;const zero=v=>Math.abs(v)<1e-4*(y1-y0),low=Y(p[1]),high=Y(p[2]);
line(s.name+' '+(!(p[2]>=0)||zero(high)?value(low,yk):zero(low)?value(high,yk):value(low,yk)+' to '+value(high,yk)),s.colour)}})});
svg.addEventListener('pointerleave',()=>{hide();cross.remove()})}

// cells: what the browser would show late, shown at once
for(const svg of all('svg.cells,svg.surface')){
for(const c of all('title',svg)){c.parentNode.dataset.tip=c.textContent;c.remove()}
svg.addEventListener('pointermove',e=>{const words=e.target.dataset&&e.target.dataset.tip;
if(words)show(svg,e,()=>line(words));else hide()});svg.addEventListener('pointerleave',hide)}

// surfaces turn: the drawing again, from another side
for(const svg of all('svg.surface')){
const v=svg.dataset.values.split(';').map(r=>r.split(',').map(x=>x===''?NaN:+x)),low=+svg.dataset.low,high=+svg.dataset.high;
const [w,h,turn,tilt,scale,height]=svg.dataset.view.split(',').map(Number);let a=turn,e=tilt,from=null;
const facets=all('polygon',svg),words=all('text[data-at]',svg),frame=all('path[data-line]',svg),n=v.length,m=v[0].length;
const at=(x,y,z)=>{const p=x-.5,q=y-.5,s=Math.sin(a),c=Math.cos(a),d=p*s+q*c;
return [w/2+scale*(p*c-q*s),h*.5-scale*(d*Math.sin(e)+(z-.5)*height*Math.cos(e)),d]};
const point=(i,j)=>at(j/(m-1),i/(n-1),(v[i][j]-low)/(high-low));
const draw=()=>{for(const f of facets){const [i,j]=f.dataset.cell.split(',').map(Number);
const c=[point(i,j),point(i,j+1),point(i+1,j+1),point(i+1,j)];f.depth=c.reduce((s,p)=>s+p[2],0);
f.setAttribute('points',c.map(p=>p[0].toFixed(1)+','+p[1].toFixed(1)).join(' '))}
facets.sort((f,g)=>g.depth-f.depth);const first=svg.querySelector('text');for(const f of facets)svg.insertBefore(f,first);
for(const l of frame)l.setAttribute('d','M'+l.dataset.line.split(';').map(q=>at(...q.split(',').map(Number)).slice(0,2).map(x=>x.toFixed(1)).join(' ')).join('L'));
for(const t of words){const p=at(...t.dataset.at.split(',').map(Number));t.setAttribute('x',p[0].toFixed(1));t.setAttribute('y',(p[1]+14).toFixed(1))}};
svg.addEventListener('pointerdown',p=>{from=[p.clientX,p.clientY,a,e];svg.setPointerCapture(p.pointerId)});
svg.addEventListener('pointermove',p=>{if(!from)return;hide();a=from[2]+(p.clientX-from[0])*.01;
e=Math.min(1.4,Math.max(.1,from[3]+(p.clientY-from[1])*.01));draw()});
for(const end of ['pointerup','pointercancel'])svg.addEventListener(end,()=>{from=null})}
root.dataset.ready='yes';
})();
)js";

} // namespace examples::detail
