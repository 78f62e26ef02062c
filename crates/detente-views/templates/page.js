"use strict";
(function () {
  var form = document.getElementById("filters");
  var status = document.getElementById("shown");
  var events = Array.prototype.slice.call(document.querySelectorAll("ol.events > li"));
  function apply() {
    var modality = form.elements.modality.value;
    var kind = form.elements.kind.value;
    var shown = 0;
    events.forEach(function (event) {
      var fits = (!modality || event.dataset.modality === modality) && (!kind || event.dataset.kind === kind);
      event.hidden = !fits;
      if (fits) { shown += 1; }
    });
    status.textContent = modality || kind ? shown + " of " + events.length + " rows shown" : "";
  }
  function open() {
    document.querySelectorAll("details").forEach(function (details) { details.open = true; });
  }
  form.hidden = false;
  form.addEventListener("change", apply);
  form.addEventListener("reset", function () { setTimeout(apply, 0); });
  window.addEventListener("beforeprint", open);
}());
