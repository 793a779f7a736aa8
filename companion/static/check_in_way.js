/* The way through the check-in: the phone's Back key goes one statement back, and leaves the form from the first only. */
(function (companion) {
  "use strict";

  const A_MOMENT = 1000; // ms: whoever is still waiting for the browser by then may ask again
  const place = () => (history.state && history.state.statement) || 0; // a place in the form, never an answer

  /* `shown()` tells the statement in sight, `show(to)` shows another; a hidden form is left alone. */
  companion.way = (form, shown, show) => {
    history.scrollRestoration = "manual"; // focus leads to each statement
    let going = false; // the browser takes its time, and asked twice it would go twice as far
    const go = (steps) => {
      if (!going) history.go(steps);
      going = true;
      setTimeout(() => { going = false; }, A_MOMENT);
    };
    self.addEventListener("popstate", () => {
      going = false;
      if (!form.hidden && place() !== shown()) show(place());
    });
    return {
      place,
      /* One statement on: a step that Back can take again. */
      on: (to) => (place() === to - 1 ? history.pushState({ statement: to }, "") : history.replaceState({ statement: to }, "")),
      back: (to) => (place() === to + 1 ? go(-1) : show(to)),
      /* Nothing of the form is left to go back to: the next Back leaves the page. */
      home: () => (place() ? go(-place()) : null),
      /* A form begun anew, maybe with answers the server wrote into it: as many steps as there are statements behind. */
      begin(step) {
        if (place() > step) go(step - place());
        for (let next = place() + 1; next <= step; next += 1) history.pushState({ statement: next }, "");
      },
    };
  };
})((self.companion = self.companion || {}));
