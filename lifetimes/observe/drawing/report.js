(function () {
  var story = JSON.parse(document.getElementById('story').textContent);
  if (story.count < 1) return;
  var root = document.documentElement, at = -1, timer = 0;
  var slider = document.getElementById('slider'), play = document.getElementById('play');
  var told = document.getElementById('told');
  var programs = story.programs.filter(function (program) {
    return program.box = document.getElementById(program.prefix + 'program');
  });
  programs.forEach(function (program) {
    var box = program.box;
    program.sections = box.querySelectorAll('.moment');
    program.rows = box.querySelectorAll('.code li');
    program.heads = box.querySelectorAll('.playhead');
    program.where = box.querySelector('.where');
    program.pane = box.querySelector('.source');
    program.total = {};
    program.line.forEach(function (line, step) {
      program.total[line] = Math.max(program.total[line] || 0, program.turn[step]);
      var link = program.rows[line] && program.rows[line].querySelector('.number');
      if (link && !link.hasAttribute('href')) link.href = '#' + program.prefix + 'step-' + (program.step.indexOf(step) + 1);
    });
  });

  function show(program, place) {
    var step = program.step[place];
    if (program.shown) program.shown.classList.remove('shown');
    if (program.row) { program.row.classList.remove('chosen'); program.row.removeAttribute('aria-current'); }
    program.shown = step < 0 ? null : program.sections[program.section[step]];
    program.row = step < 0 ? null : program.rows[program.line[step]];
    if (program.shown) program.shown.classList.add('shown');
    program.heads.forEach(function (head) { head.setAttribute('x', 100 * place / story.count + '%'); });
    if (!program.row) { program.where.textContent = 'Who holds what'; return ''; }
    program.row.classList.add('chosen');
    program.row.setAttribute('aria-current', 'step');
    var top = program.row.offsetTop - program.pane.offsetTop;
    if (top < program.pane.scrollTop || top + 40 > program.pane.scrollTop + program.pane.clientHeight)
      program.pane.scrollTop = top - program.pane.clientHeight / 2;
    var turn = program.total[program.line[step]] > 1 ? ', turn ' + program.turn[step] : '';
    var line = 'line ' + program.row.querySelector('.number').lastChild.textContent + turn;
    program.where.textContent = line + ': ' + program.row.querySelector('code').textContent.trim();
    return line;
  }

  function go(place, quietly) {
    place = Math.max(0, Math.min(story.count - 1, place));
    if (place === at) return;
    at = place;
    root.dataset.at = at;
    var lines = programs.map(function (program) { return show(program, at); });
    slider.value = at + 1;
    told.textContent = 'step ' + (at + 1) + ' of ' + story.count + ', ' + lines.filter(Boolean).join(' | ');
    slider.setAttribute('aria-valuetext', told.textContent);
    try { if (!quietly) history.replaceState(null, '', '#step-' + (at + 1)); } catch (refused) { /* within a frame */ }
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = 'play';
  }

  function choose(place) { stop(); go(place); }

  function start() {
    if (timer) return stop();
    if (at === story.count - 1) go(0);
    play.textContent = 'stop';
    timer = setInterval(function () { if (at === story.count - 1) stop(); else go(at + 1); }, 800);
  }

  function linked() {
    var found = /^#(?:other\d+-)?step-(\d+)$/.exec(location.hash);
    return found ? +found[1] - 1 : -1;
  }

  /* The next of some places after this one, round and round. */
  function next(places) {
    var later = places.filter(function (place) { return place > at; });
    return later.length ? later[0] : places[0];
  }

  function places_of_line(program, line) {
    return program.step.reduce(function (found, step, place) {
      if (step >= 0 && program.line[step] === line && program.step[place - 1] !== step) found.push(place);
      return found;
    }, []);
  }

  document.addEventListener('click', function (event) {
    var life = event.target.closest('.names a'), row = event.target.closest('.code li');
    var bars = event.target.closest('.bars'), places = [];
    if (life) places = life.dataset.turns.split(' ').map(Number);
    if (row && row.querySelector('a[href]')) {
      var program = programs.find(function (one) { return one.box.contains(row); });
      places = places_of_line(program, +row.querySelector('a').dataset.line);
    }
    if (bars) {
      var box = bars.getBoundingClientRect();
      places = [Math.floor((event.clientX - box.left) / box.width * story.count)];
    }
    if (!life && !row && !bars) return;
    event.preventDefault();
    stop();
    if (places.length) go(bars ? places[0] : next(places));
  });
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target === slider) return;
    var move = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (move) { choose(at + move); event.preventDefault(); }
    if (event.key === ' ' && !event.target.closest('button, a, summary')) { start(); event.preventDefault(); }
  });
  window.addEventListener('hashchange', function () { if (linked() >= 0) go(linked()); });
  slider.max = story.count;
  slider.addEventListener('input', function () { choose(slider.value - 1); });
  document.getElementById('back').addEventListener('click', function () { choose(at - 1); });
  document.getElementById('on').addEventListener('click', function () { choose(at + 1); });
  play.addEventListener('click', start);
  root.classList.add('live');
  if (story.count > 1) root.classList.add('many');
  if (linked() >= 0) go(linked()); else go(story.start, true);
})();
