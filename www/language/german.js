// The page in German: each text by the English one, in the order in which the files have them.
// `{0}`, `{1}` … stand for what is put in. A test finds what is missing here or not used any more.

/** Texts of index.html and of the page's modules. */
export const PAGE = {
  // index.html
  "Kindling: train a neural network in this tab":
    "Kindling: ein neuronales Netz in diesem Tab trainieren",
  Kindling: "Kindling",
  "Trains a neural network to read handwritten digits, live in this tab.":
    "Trainiert ein neuronales Netz, handgeschriebene Ziffern zu lesen, live in diesem Tab.",
  "New here? Take the tour": "Neu hier? Zur Tour",
  Deutsch: "English",
  "Computes on": "Rechnet auf",
  "The device is not chosen yet.": "Das Gerät ist noch nicht gewählt.",
  "Learns from": "Lernt aus",
  "The data is not there yet.": "Die Daten sind noch nicht da.",
  "Learning curves": "Lernkurven",
  Runs: "Läufe",
  Weights: "Gewichte",
  "Where it errs": "Wo es irrt",
  "First layer": "Erste Schicht",
  "The data": "Die Daten",
  "Try this": "Zum Ausprobieren",
  "Reproduce the notebook": "Das Notebook nachrechnen",
  "Measure this machine": "Diesen Rechner messen",
  "Parts of this page have not come yet. On a slow connection, wait; else reload the page: there may be a new version of it.":
    "Teile dieser Seite sind noch nicht angekommen. Bei langsamer Verbindung: warten; sonst die Seite neu laden: Vielleicht gibt es eine neue Version.",
  "Go on with this run": "Diesen Lauf fortsetzen",
  Discard: "Verwerfen",
  Run: "Lauf",
  Train: "Trainieren",
  Pause: "Pause",
  Resume: "Fortsetzen",
  Stop: "Stopp",
  "Loading the trainer…": "Der Trainer wird geladen …",
  Loading: "Wird geladen",
  "This epoch": "Diese Epoche",
  Settings: "Einstel­lungen",
  Model: "Modell",
  Epochs: "Epochen",
  "Batch size": "Batchgröße",
  "Learning rate": "Lernrate",
  Seed: "Seed",
  Device: "Gerät",
  Auto: "Automatisch",
  WebGPU: "WebGPU",
  CPU: "CPU",
  Data: "Daten",
  MNIST: "MNIST",
  Generated: "Erzeugte",
  "Own files": "Eigene Dateien",
  "Your own files": "Deine eigenen Dateien",
  "Four IDX files: pick them, or drop them on this page":
    "Vier IDX-Dateien: hier wählen oder auf diese Seite ziehen",
  "Transposed, as EMNIST is": "Transponiert, wie EMNIST es ist",
  "Custom layers": "Eigene Schichten",
  "Hidden sizes": "Verdeckte Schichten",
  Activation: "Aktivierung",
  ReLU: "ReLU",
  tanh: "tanh",
  Sigmoid: "Sigmoid",
  GELU: "GELU",
  Initialisation: "Initialisierung",
  He: "He",
  Glorot: "Glorot",
  Normal: "Normal",
  "Standard deviation": "Standard­abweichung",
  Dropout: "Dropout",
  "Batch normalisation": "Batch-Normalisierung",
  Optimizer: "Optimierer",
  Adam: "Adam",
  "SGD, momentum 0.9": "SGD, Momentum 0.9",
  RMSprop: "RMSprop",
  "More settings": "Weitere Einstellungen",
  Schedule: "Ratenplan",
  "Constant rate": "Gleichbleibend",
  "Drops in steps": "Sinkt in Stufen",
  Cosine: "Kosinus",
  "Drops on a plateau": "Sinkt auf einem Plateau",
  Factor: "Faktor",
  "Drop after": "Sinkt nach",
  "Early stopping": "Früh beenden",
  Never: "Nie",
  "On test loss": "Nach Testverlust",
  "On test accuracy": "Nach Testgenauigkeit",
  Patience: "Geduld",
  "Keep the best network": "Das beste Netz behalten",
  "Show figures": "Werte zeigen",
  "Export run": "Lauf exportieren",
  "Export CSV": "CSV exportieren",
  "Download model": "Modell herunterladen",
  "Download ONNX": "ONNX herunterladen",
  "Load model": "Modell laden",
  "Share link": "Link teilen",
  "Figures of each epoch": "Werte jeder Epoche",
  Epoch: "Epoche",
  "Training loss": "Trainings­verlust",
  "Test loss": "Test­verlust",
  "Training accuracy": "Trainings­genauigkeit",
  "Test accuracy": "Test­genauigkeit",
  Seconds: "Sekunden",
  "Notebook's training loss": "Trainings­verlust des Notebooks",
  "Notebook's test loss": "Test­verlust des Notebooks",
  "Notebook's training accuracy": "Trainings­genauigkeit des Notebooks",
  "Notebook's test accuracy": "Test­genauigkeit des Notebooks",
  "Let it read": "Lesen lassen",
  "Draw a digit here": "Hier eine Ziffer malen",
  "Keys: arrows move, Space draws, Delete clears":
    "Tasten: Pfeile bewegen, Leertaste malt, Entf löscht",
  "Clear digit": "Ziffer löschen",
  "What the network sees": "Was das Netz sieht",
  "Beside the notebook": "Neben dem Notebook",
  "This run": "Dieser Lauf",
  Notebook: "Notebook",
  Difference: "Unter­schied",
  Layers: "Schichten",
  Layer: "Schicht",
  Outputs: "Aus­gaben",
  Parameters: "Para­meter",
  "Each run that ends is kept here: to compare, to draw beside another, to train again.":
    "Jeder Lauf, der endet, wird hier aufgehoben: zum Vergleichen, zum Danebenzeichnen, zum Wiederholen.",
  "How the weights spread": "Wie die Gewichte streuen",
  "When training begins, one shape for each layer shows here how its weights are spread; it changes with every epoch.":
    "Sobald das Training beginnt, zeigt hier für jede Schicht eine Form, wie ihre Gewichte verteilt sind; sie ändert sich mit jeder Epoche.",
  Play: "Abspielen",
  "Show as a table": "Als Tabelle zeigen",
  "Weights of each layer": "Gewichte jeder Schicht",
  Least: "Kleinstes",
  "Lower quartile": "Unteres Quartil",
  Median: "Median",
  "Upper quartile": "Oberes Quartil",
  Largest: "Größtes",
  "After the first epoch a table shows here which digits the network takes for which, and its surest mistakes.":
    "Nach der ersten Epoche zeigt hier eine Tabelle, welche Ziffern das Netz wofür hält, und seine sichersten Fehler.",
  "Test images by what they are and what the network read":
    "Testbilder danach, was sie sind und was das Netz gelesen hat",
  "Surest mistakes": "Sicherste Fehler",
  "Show more": "Mehr zeigen",
  "When training begins, a picture for each unit of the first layer shows here how it weighs the image's pixels; it changes with every epoch.":
    "Sobald das Training beginnt, zeigt hier für jede Einheit der ersten Schicht ein Bild, wie sie die Pixel gewichtet; es ändert sich mit jeder Epoche.",
  Previous: "Zurück",
  Next: "Weiter",
  Label: "Label",
  "Label, one-hot": "Label, one-hot",
  "Raw: bytes from 0, background, to 255, ink":
    "Roh: Bytes von 0, Hintergrund, bis 255, Tinte",
  "Scaled: divided by 255": "Skaliert: geteilt durch 255",
  "Trains the seven models of the Keras notebook “MLPs on MNIST” in turn, 20 epochs each, with its settings (batch size 128, Adam, learning rate 0.001) and your seed, on the device and data above. The charts show the run under way.":
    "Trainiert die sieben Modelle des Keras-Notebooks „MLPs on MNIST“ nacheinander, je 20 Epochen, mit dessen Einstellungen (Batchgröße 128, Adam, Lernrate 0.001) und deinem Seed, auf Gerät und Daten von oben. Die Diagramme zeigen den laufenden Lauf.",
  "Start again": "Von vorn beginnen",
  "Discard and start again": "Verwerfen und von vorn beginnen",
  "Keep the figures": "Die Werte behalten",
  "Your figures after the last epoch done; with each the notebook's after epoch 20, and the difference (yours − the notebook's). The gap is test loss − training loss. The notebook's times are those of its author's machine.":
    "Deine Werte nach der letzten fertigen Epoche; daneben die des Notebooks nach Epoche 20 und der Unterschied (deine − die des Notebooks). Die Lücke ist Testverlust − Trainingsverlust. Die Zeiten des Notebooks sind die der Maschine seines Autors.",
  "What the notebook concludes": "Was das Notebook folgert",
  "Takes the time of training steps on the CPU, and on the GPU where the page uses it: the notebook's smallest network, and its largest with batch normalisation and dropout. Each is trained afresh; your run's network stays. Nothing is sent anywhere by itself.":
    "Misst die Zeit von Trainingsschritten auf der CPU und, wo die Seite sie nutzt, auf der GPU: das kleinste Netz des Notebooks und sein größtes mit Batch-Normalisierung und Dropout. Jedes wird frisch trainiert; das Netz deines Laufs bleibt. Von selbst wird nichts gesendet.",
  Cancel: "Abbrechen",
  "Training steps of 128 images with Adam, 5 rounds of about a second each. The time of an epoch is computed from the median, for 60,000 images, without evaluation.":
    "Trainingsschritte mit 128 Bildern und Adam, 5 Runden von je etwa einer Sekunde. Die Zeit einer Epoche ist aus dem Median berechnet, für 60 000 Bilder, ohne Auswertung.",
  Network: "Netz",
  "Median, ms per step": "Median, ms je Schritt",
  "Least – most, ms": "Kleinste – größte, ms",
  Images: "Bilder",
  "/s": "/s",
  "Epoch, s, com­puted": "Epoche, s, be­rechnet",
  "Measured on": "Gemessen auf",
  "Copy figures": "Werte kopieren",
  "Download figures": "Werte herunterladen",
  "Everything happens in this tab: no account, and neither drawings nor results leave it.":
    "Alles geschieht in diesem Tab: kein Konto, und weder Zeichnungen noch Ergebnisse verlassen ihn.",
  Licences: "Lizenzen",
  "What it works with": "Womit es arbeitet",
  "On this page": "Auf dieser Seite",
  "Unfinished run": "Unvollendeter Lauf",
  "Table of figures": "Tabelle der Werte",
  "Draw a digit": "Eine Ziffer malen",
  Prediction: "Vorhersage",
  "The 28 by 28 pixels that the network sees":
    "Die 28 mal 28 Pixel, die das Netz sieht",
  "Table of weights": "Tabelle der Gewichte",
  "Previous units": "Zurück zu den vorigen Einheiten",
  "Next units": "Weiter zu den nächsten Einheiten",
  "Previous example": "Zurück zum vorigen Beispiel",
  "Next example": "Weiter zum nächsten Beispiel",
  Reproduction: "Nachrechnen",
  Measuring: "Messung",
  "Kindling trains a neural network to read handwritten digits, live in your browser: press Train, watch it learn, draw a digit. No server, no account; nothing leaves the tab.":
    "Kindling trainiert ein neuronales Netz, handgeschriebene Ziffern zu lesen, live in deinem Browser: auf Trainieren drücken, beim Lernen zusehen, eine Ziffer malen. Kein Server, kein Konto; nichts verlässt den Tab.",
  // callback-settings.js
  "Epochs of the schedule": "Epochen des Ratenplans",
  // chart-tools/controls.js
  "Zoom in": "Vergrößern",
  "Or drag over a chart; a finger holds still first.":
    "Oder über ein Diagramm ziehen; ein Finger hält vorher still.",
  "Reset zoom": "Ganz zeigen",
  "Smoothing ": "Glättung ",
  off: "aus",
  "Log scale": "Log-Skala",
  // chart-tools/picture.js
  "each step": "jeder Schritt",
  "each step, smoothed": "jeder Schritt, geglättet",
  // chart-tools/tools.js
  "generated digits": "erzeugte Ziffern",
  "own files": "eigene Dateien",
  "your own files": "deine eigenen Dateien",
  "log scale": "Log-Skala",
  " of loss": " des Verlusts",
  "Save loss chart as ": "Verlustdiagramm speichern als ",
  "log of the error": "Log des Fehlers",
  " of error": " des Fehlers",
  "Save accuracy chart as ": "Genauigkeitsdiagramm speichern als ",
  "{0}, seed {1}{2}": "{0}, Seed {1}{2}",
  "This browser could not make the picture.":
    "Dieser Browser konnte das Bild nicht erzeugen.",
  "Plus and minus zoom about the epoch that is read; 0 shows all.":
    "Plus und Minus vergrößern um die gelesene Epoche; 0 zeigt alles.",
  // chart-tools/zoom.js
  "All epochs in sight": "Alle Epochen im Bild",
  "{0} in sight": "{0} im Bild",
  "epochs {0} to {1}": "Epochen {0} bis {1}",
  // charts/line-chart.js
  epoch: "Epoche",
  // client.js
  "module workers": "Modul-Worker",
  "a message could not be read": "eine Nachricht war nicht lesbar",
  "web workers": "Web-Worker",
  WebAssembly: "WebAssembly",
  "WebAssembly SIMD": "WebAssembly-SIMD",
  "This browser has no {0}, which training needs.":
    "Dieser Browser kennt keine {0}, ohne die das Training nicht geht.",
  "Open this page in a current Chrome, Edge, Firefox or Safari (16.4 or later).":
    "Öffne diese Seite in einem aktuellen Chrome, Edge, Firefox oder Safari (ab 16.4).",
  // curve-figures.js
  "Variation of loss with epochs": "Verlauf des Verlusts über die Epochen",
  "Loss chart": "Verlustdiagramm",
  "cross-entropy, nats": "Kreuzentropie, Nat",
  "Variation of accuracy with epochs":
    "Verlauf der Genauigkeit über die Epochen",
  "Accuracy chart": "Genauigkeitsdiagramm",
  "images read right": "richtig gelesene Bilder",
  " on MNIST": " auf MNIST",
  training: "Training",
  test: "Test",
  "notebook's training{0}": "Training des Notebooks{0}",
  "notebook's test{0}": "Test des Notebooks{0}",
  "training {0}, test {1}": "Training {0}, Test {1}",
  "no epoch done yet": "noch keine Epoche fertig",
  "epoch {0}: {1}": "Epoche {0}: {1}",
  "notebook's training": "Training des Notebooks",
  "notebook's test": "Test des Notebooks",
  "{0}, training": "{0}, Training",
  "{0}, test": "{0}, Test",
  "rate {0}": "Rate {0}",
  // experiments/experiments.js
  "A learning rate that is far too high": "Eine viel zu hohe Lernrate",
  "At thirty times the usual rate the plain layers do no better than guessing, or learn much more slowly. With batch normalisation the same layers at the same rate read more than 95 % of the test digits after one epoch.":
    "Beim Dreißigfachen der üblichen Rate sind die einfachen Schichten nicht besser als Raten, oder sie lernen viel langsamer. Mit Batch-Normalisierung lesen dieselben Schichten bei derselben Rate nach einer Epoche mehr als 95 % der Testziffern.",
  "Without batch normalisation": "Ohne Batch-Normalisierung",
  "With batch normalisation": "Mit Batch-Normalisierung",
  "Learning by heart, and dropout against it":
    "Auswendiglernen, und Dropout dagegen",
  "Without dropout the training loss goes on falling when the test loss has long stopped: the gap between them is what was learned by heart. With half of the units left out of each step the gap does not open, and as many test digits are read.":
    "Ohne Dropout sinkt der Trainingsverlust weiter, wenn der Testverlust längst stehen geblieben ist: Die Lücke dazwischen ist das auswendig Gelernte. Bleibt in jedem Schritt die Hälfte der Einheiten weg, öffnet sich die Lücke nicht, und es werden ebenso viele Testziffern gelesen.",
  "Without dropout": "Ohne Dropout",
  "With dropout": "Mit Dropout",
  "Is deeper better?": "Ist tiefer besser?",
  "Without a hidden layer the network stays near 92 % of the test digits, and two hidden layers bring it above 97 %. Five take longer for each epoch and do not read more: depth alone is no gain here.":
    "Ohne verdeckte Schicht bleibt das Netz bei etwa 92 % der Testziffern, zwei verdeckte Schichten bringen es über 97 %. Fünf brauchen länger für jede Epoche und lesen nicht mehr: Tiefe allein ist hier kein Gewinn.",
  "No hidden layer": "Keine verdeckte Schicht",
  "Two hidden layers": "Zwei verdeckte Schichten",
  "Five hidden layers": "Fünf verdeckte Schichten",
  "Ten units, or six hundred": "Zehn Einheiten oder sechshundert",
  "Ten hidden units read about 92 % of the test digits, and their two losses stay close together. Six hundred read more than 97 %, and their training loss falls far below the test loss: there is room to learn by heart.":
    "Zehn verdeckte Einheiten lesen etwa 92 % der Testziffern, und ihre zwei Verluste bleiben nah beieinander. Sechshundert lesen mehr als 97 %, und ihr Trainingsverlust sinkt weit unter den Testverlust: Es ist Platz zum Auswendiglernen.",
  "Ten units": "Zehn Einheiten",
  "Six hundred units": "Sechshundert Einheiten",
  // experiments/view.js
  "Each link opens this page anew and begins to train. Let one end, then open the next: the curves of the first are drawn beside it.":
    "Jeder Link öffnet diese Seite neu und beginnt zu trainieren. Lass einen Lauf enden, dann öffne den nächsten: Die Kurven des ersten sind danebengezeichnet.",
  // explanations/explanations.js
  "Begins to train a fresh network with the settings below; what was trained before is replaced.":
    "Beginnt ein frisches Netz mit den Einstellungen darunter zu trainieren; was vorher trainiert war, wird ersetzt.",
  "Holds the run after the step under way; nothing is lost.":
    "Hält den Lauf nach dem laufenden Schritt an; nichts geht verloren.",
  "Goes on where the run was paused.":
    "Macht dort weiter, wo der Lauf angehalten wurde.",
  "Ends the run for good; what it has learned stays to be looked at.":
    "Beendet den Lauf endgültig; was er gelernt hat, bleibt zum Ansehen da.",
  "Rate from the next step on": "Rate ab dem nächsten Schritt",
  "Another learning rate for the run under way, from its next step on.":
    "Eine andere Lernrate für den laufenden Lauf, ab seinem nächsten Schritt.",
  "Set rate": "Rate setzen",
  "Takes that learning rate.": "Übernimmt diese Lernrate.",
  "Whole run": "Ganzer Lauf",
  "How much of all the training is done, and beside it of this pass through the images.":
    "Wie viel vom ganzen Training getan ist, und daneben von diesem Durchgang durch die Bilder.",
  "Which network to train: how many layers it has, how wide they are, and what keeps them from learning by heart.":
    "Welches Netz trainiert wird: wie viele Schichten es hat, wie breit sie sind, und was sie vom Auswendiglernen abhält.",
  "How often the network goes through all the training images.":
    "Wie oft das Netz durch alle Trainingsbilder geht.",
  "How many images it looks at before it changes its weights once.":
    "Wie viele Bilder es ansieht, bevor es seine Gewichte einmal ändert.",
  "How far each change goes: too low learns slowly, too high learns nothing.":
    "Wie weit jede Änderung geht: zu niedrig lernt langsam, zu hoch lernt nichts.",
  "The number that all chance begins with: the same seed gives the same run again.":
    "Die Zahl, mit der aller Zufall beginnt: Derselbe Seed gibt denselben Lauf noch einmal.",
  "What computes: the graphics card by WebGPU, or the CPU; Auto takes the faster one that works.":
    "Was rechnet: die Grafikkarte über WebGPU oder die CPU; Automatisch nimmt das schnellere, das geht.",
  "The images to learn from: the handwritten digits of MNIST, digits that this page draws itself, or your own files.":
    "Die Bilder, aus denen gelernt wird: die handgeschriebenen Ziffern von MNIST, Ziffern, die diese Seite selbst zeichnet, oder deine eigenen Dateien.",
  "Images and labels to train on, and others to test on, in MNIST's file format.":
    "Bilder und Labels zum Trainieren und andere zum Testen, im Dateiformat von MNIST.",
  "Turns images whose rows and columns are swapped.":
    "Dreht Bilder, deren Zeilen und Spalten vertauscht sind.",
  "How many units each hidden layer has, from the image to the answer.":
    "Wie viele Einheiten jede verdeckte Schicht hat, vom Bild zur Antwort.",
  "What each unit does with its sum before it passes it on; without it, many layers could do no more than one.":
    "Was jede Einheit mit ihrer Summe tut, bevor sie sie weitergibt; ohne das könnten viele Schichten nicht mehr als eine.",
  "How large the random weights are that training begins with.":
    "Wie groß die zufälligen Gewichte sind, mit denen das Training beginnt.",
  "How far those weights are spread about 0, where they are drawn from a normal distribution.":
    "Wie weit diese Gewichte um 0 streuen, wo sie aus einer Normalverteilung gezogen werden.",
  "The share of the units that is left out of each step, so that the network relies on none of them.":
    "Der Anteil der Einheiten, der in jedem Schritt weggelassen wird, damit sich das Netz auf keine verlässt.",
  "Gives what each layer passes on the same mean and spread in every batch, so that higher rates work.":
    "Gibt dem, was jede Schicht weitergibt, in jedem Batch denselben Mittelwert und dieselbe Streuung, sodass höhere Raten gehen.",
  "The rule by which the errors of a batch become a change of the weights.":
    "Die Regel, nach der aus den Fehlern eines Batches eine Änderung der Gewichte wird.",
  "Shows how the learning rate may change during a run, and when a run may end early.":
    "Zeigt, wie sich die Lernrate während eines Laufs ändern darf und wann ein Lauf früher enden darf.",
  "How the learning rate falls from epoch to epoch, if it does.":
    "Wie die Lernrate von Epoche zu Epoche sinkt, falls sie es tut.",
  "What the learning rate is multiplied by at each drop; of the cosine the share of the rate that is left at the end.":
    "Womit die Lernrate bei jedem Sinken multipliziert wird; beim Kosinus der Anteil der Rate, der am Ende bleibt.",
  "How many epochs go by from one drop to the next; on a plateau how many without a better test loss lead to a drop.":
    "Wie viele Epochen von einem Sinken zum nächsten vergehen; auf einem Plateau, wie viele ohne besseren Testverlust zum Sinken führen.",
  "Ends the run when the test figure named here has not got better for a while.":
    "Beendet den Lauf, wenn der hier genannte Testwert eine Weile nicht besser geworden ist.",
  "How many epochs without anything better it waits for.":
    "Wie viele Epochen ohne etwas Besseres es abwartet.",
  "Goes back, at the end, to the weights of the epoch that was best.":
    "Geht am Ende zu den Gewichten der besten Epoche zurück.",
  "How far the answers are from the right ones, the lower the better: of the images it trains on, and of the test images that it never learns from.":
    "Wie weit die Antworten von den richtigen entfernt sind, je niedriger, desto besser: bei den Bildern, auf denen trainiert wird, und bei den Testbildern, aus denen nie gelernt wird.",
  "The share of the images that is read right; arrow keys or the pointer read the figures of an epoch.":
    "Der Anteil der richtig gelesenen Bilder; Pfeiltasten oder der Zeiger lesen die Werte einer Epoche.",
  "Shows the numbers of both charts as a table.":
    "Zeigt die Zahlen beider Diagramme als Tabelle.",
  "Saves settings and figures as a file of JSON.":
    "Speichert Einstellungen und Werte als JSON-Datei.",
  "Saves the figures of each epoch as a table for a spreadsheet.":
    "Speichert die Werte jeder Epoche als Tabelle für eine Tabellenkalkulation.",
  "Saves the trained network.": "Speichert das trainierte Netz.",
  "Saves it for other programs that let networks read, such as ONNX Runtime.":
    "Speichert es für andere Programme, die Netze lesen lassen, etwa ONNX Runtime.",
  "Brings back a network that was saved so.":
    "Holt ein so gespeichertes Netz zurück.",
  "Makes a link that opens this page with these settings.":
    "Macht einen Link, der diese Seite mit diesen Einstellungen öffnet.",
  Smoothing: "Glättung",
  "Draws a calmer line over what single steps gave, so that the trend can be seen.":
    "Zeichnet eine ruhigere Linie über das, was einzelne Schritte ergaben, damit man die Richtung sieht.",
  "Shows fewer epochs in both charts; a drag over one shows what it spans.":
    "Zeigt weniger Epochen in beiden Diagrammen; wer über eines zieht, sieht den überstrichenen Teil.",
  "Shows all epochs again.": "Zeigt wieder alle Epochen.",
  "Log scale of loss": "Log-Skala des Verlusts",
  "Gives each halving of the loss the same room, so that late progress can be seen.":
    "Gibt jeder Halbierung des Verlusts gleich viel Platz, damit man späten Fortschritt sieht.",
  "Log scale of error": "Log-Skala des Fehlers",
  "Does so with the share of images that is read wrong.":
    "Tut dasselbe mit dem Anteil der falsch gelesenen Bilder.",
  "Save loss chart as PNG": "Verlustdiagramm speichern als PNG",
  "Saves a picture of the loss chart.":
    "Speichert ein Bild des Verlustdiagramms.",
  "Save loss chart as SVG": "Verlustdiagramm speichern als SVG",
  "Saves it as a drawing that stays sharp.":
    "Speichert es als Zeichnung, die scharf bleibt.",
  "Save accuracy chart as PNG": "Genauigkeitsdiagramm speichern als PNG",
  "Saves a picture of the accuracy chart.":
    "Speichert ein Bild des Genauigkeitsdiagramms.",
  "Save accuracy chart as SVG": "Genauigkeitsdiagramm speichern als SVG",
  "What you draw is centred, made as small as MNIST's images, and read by the network as it is at this moment.":
    "Was du malst, wird zentriert, so klein wie die Bilder von MNIST gemacht und vom Netz gelesen, wie es gerade ist.",
  "Wipes the pad.": "Wischt die Malfläche leer.",
  "The bars are how likely the network takes each digit to be; together they are 100 %.":
    "Die Balken zeigen, für wie wahrscheinlich das Netz jede Ziffer hält; zusammen sind es 100 %.",
  "The figures of your last epoch, those that the notebook prints of the same model, and yours minus the notebook's.":
    "Die Werte deiner letzten Epoche, die, die das Notebook für dasselbe Modell angibt, und deine minus die des Notebooks.",
  "What the image goes through from top to bottom: how many numbers come out of each layer, and how many weights it has to learn.":
    "Wodurch das Bild geht, von oben nach unten: wie viele Zahlen aus jeder Schicht kommen und wie viele Gewichte sie lernen muss.",
  "Draw … in the charts": "… in die Diagramme zeichnen",
  "Draws the run's curves beside those of the run that is shown, with a colour and a marker of its own.":
    "Zeichnet die Kurven des Laufs neben die des gezeigten, mit eigener Farbe und eigenem Zeichen.",
  Name: "Name",
  "Sorts the runs by what you call them.":
    "Sortiert die Läufe danach, wie du sie nennst.",
  "Sorts them by their settings; only those that are not the usual ones are told.":
    "Sortiert sie nach ihren Einstellungen; nur ungewöhnliche werden genannt.",
  "Best test accuracy": "Beste Test­genauigkeit",
  "Sorts them by the best share of test images that they read right after any epoch.":
    "Sortiert sie nach dem besten Anteil der Testbilder, den sie nach irgendeiner Epoche richtig lasen.",
  "Last test accuracy": "Letzte Test­genauigkeit",
  "Sorts them by the share that they read right after their last epoch.":
    "Sortiert sie nach dem Anteil, den sie nach ihrer letzten Epoche richtig lasen.",
  "Loss gap": "Verlust­lücke",
  "Sorts them by the test loss less the training loss: the wider it is, the more was learned by heart.":
    "Sortiert sie nach Testverlust minus Trainingsverlust: je größer, desto mehr wurde auswendig gelernt.",
  "Sorts them by the time of all their epochs.":
    "Sortiert sie nach der Zeit aller ihrer Epochen.",
  "Replay …": "Wiederholen …",
  "Trains the run again, with its curves in the charts, and says whether its figures are the same to the last digit.":
    "Trainiert den Lauf noch einmal, mit seinen Kurven in den Diagrammen, und sagt, ob seine Werte bis zur letzten Ziffer gleich sind.",
  "Rename …": "Umbenennen …",
  "Takes another name for the run.": "Nimmt einen anderen Namen für den Lauf.",
  "Delete …": "Löschen …",
  "Forgets the run, until you undo it.":
    "Vergisst den Lauf, bis du es rückgängig machst.",
  "Export all runs": "Alle Läufe exportieren",
  "Saves all these runs as one JSON file.":
    "Speichert alle diese Läufe als eine JSON-Datei.",
  "Load runs": "Läufe laden",
  "Takes runs from files of Export run or Export all runs, also of other people, to be drawn, compared and replayed.":
    "Nimmt Läufe aus Dateien von „Lauf exportieren“ oder „Alle Läufe exportieren“, auch von anderen, um sie zu zeichnen, zu vergleichen und zu wiederholen.",
  "Delete all": "Alle löschen",
  "Forgets all these runs, until you undo it.":
    "Vergisst alle diese Läufe, bis du es rückgängig machst.",
  "The shapes": "Die Formen",
  "Each shows how the weights of one layer are spread: it is wide where many weights have that value.":
    "Jede zeigt, wie die Gewichte einer Schicht verteilt sind: Sie ist dort breit, wo viele Gewichte diesen Wert haben.",
  "Goes back to how they were after an earlier epoch.":
    "Geht zurück zu ihrem Zustand nach einer früheren Epoche.",
  "Shows the epochs one after the other.": "Zeigt die Epochen nacheinander.",
  "Shows the numbers of the shapes.": "Zeigt die Zahlen der Formen.",
  "The table": "Die Tabelle",
  "A row is what the test images are, a column what the network read; what is off the diagonal is wrong, and a cell shows its images when it is chosen.":
    "Eine Zeile ist, was die Testbilder sind, eine Spalte, was das Netz las; was neben der Diagonale liegt, ist falsch, und eine gewählte Zelle zeigt ihre Bilder.",
  Is: "Ist",
  "Chooses the row of a cell, where the cells are too small to hit.":
    "Wählt die Zeile einer Zelle, wo die Zellen zu klein zum Treffen sind.",
  "Read as": "Gelesen als",
  "Chooses its column.": "Wählt ihre Spalte.",
  "Shows the wrong answers that the network was surest of.":
    "Zeigt die falschen Antworten, bei denen das Netz am sichersten war.",
  "Shows more images of the same kind.": "Zeigt mehr Bilder derselben Art.",
  "The pictures": "Die Bilder",
  "Each is a unit of the first layer: where it is blue, ink speaks for the unit, and where it is orange, against it.":
    "Jedes ist eine Einheit der ersten Schicht: Wo es blau ist, spricht Tinte für die Einheit, wo es orange ist, gegen sie.",
  "Shows the units before these.": "Zeigt die Einheiten vor diesen.",
  "Shows the units after these.": "Zeigt die Einheiten nach diesen.",
  "The right answer as the network is taught it: ten numbers, all 0 but the digit's own, which is 1.":
    "Die richtige Antwort, wie das Netz sie gelehrt wird: zehn Zahlen, alle 0 außer der der Ziffer, die 1 ist.",
  "Shows the training image before this one.":
    "Zeigt das Trainingsbild vor diesem.",
  "Shows the training image after this one.":
    "Zeigt das Trainingsbild nach diesem.",
  "The image as it is stored, a number for each pixel.":
    "Das Bild, wie es gespeichert ist, eine Zahl für jedes Pixel.",
  "The same numbers as the network gets them, from 0 to 1.":
    "Dieselben Zahlen, wie das Netz sie bekommt, von 0 bis 1.",
  "Trains the seven models of “MLPs on MNIST”, the Keras notebook that this page is measured by, one after the other, and sets your figures beside its own.":
    "Trainiert nacheinander die sieben Modelle von „MLPs on MNIST“, dem Keras-Notebook, an dem sich diese Seite misst, und stellt deine Werte neben seine.",
  "Pause the notebook": "Das Notebook anhalten",
  "Holds the model under way.": "Hält das laufende Modell an.",
  "Go on with the notebook": "Mit dem Notebook weitermachen",
  "Picks up where it was held, also after the page was closed.":
    "Macht dort weiter, wo angehalten wurde, auch nachdem die Seite geschlossen war.",
  "Throws those figures away and begins with the first model, after it has asked.":
    "Wirft diese Werte nach einer Rückfrage weg und beginnt mit dem ersten Modell.",
  "Answers that question with yes.": "Beantwortet diese Frage mit Ja.",
  "Answers it with no.": "Beantwortet sie mit Nein.",
  "Takes the time of training steps on your devices; your own network is not touched.":
    "Misst die Zeit von Trainingsschritten auf deinen Geräten; dein eigenes Netz bleibt unberührt.",
  "Ends the measurement without the round under way.":
    "Beendet die Messung ohne die laufende Runde.",
  "Puts the table on the clipboard.": "Legt die Tabelle in die Zwischenablage.",
  "Saves every single round.": "Speichert jede einzelne Runde.",
  // failures.js
  "The trainer stopped unexpectedly{0}":
    "Der Trainer ist unerwartet stehen geblieben{0}",
  "The trainer could not be loaded{0}":
    "Der Trainer konnte nicht geladen werden{0}",
  "Start it again; what is on this page stays.{0}":
    "Starte ihn neu; was auf dieser Seite ist, bleibt.{0}",
  "Check the connection, then start it again.":
    "Prüfe die Verbindung und starte ihn dann neu.",
  "The trainer has not answered for {0} seconds.":
    "Der Trainer hat seit {0} Sekunden nicht geantwortet.",
  "On a slow connection it may still be loading. Wait, or start it again.":
    "Bei langsamer Verbindung wird er vielleicht noch geladen. Warte, oder starte ihn neu.",
  "Its steps may be large. Wait, or go on from the last checkpoint.":
    "Seine Schritte sind vielleicht groß. Warte, oder mach vom letzten Sicherungspunkt weiter.",
  " The run can begin again from its start.":
    " Der Lauf kann von vorn beginnen.",
  " The run can go on from its last checkpoint.":
    " Der Lauf kann von seinem letzten Sicherungspunkt weitergehen.",
  // files/data-reader.js
  "files of your own": "deinen eigenen Dateien",
  // files/reader.js
  "this browser has no module workers":
    "dieser Browser kennt keine Modul-Worker",
  "The part of this page that reads files could not be used{0}.":
    "Der Teil dieser Seite, der Dateien liest, war nicht zu benutzen{0}.",
  "Check the connection, then pick the files again.":
    "Prüfe die Verbindung und wähle die Dateien dann noch einmal.",
  // format.js
  "{0} pp": "{0} PP",
  "{0} MB": "{0} MB",
  "{0} min {1} s": "{0} min {1} s",
  "{0} h {1} min": "{0} h {1} min",
  // machine.js
  " on {0}": " auf {0}",
  "an unnamed browser": "ein ungenannter Browser",
  // measured-figures.js
  "1 logical core": "1 logischer Kern",
  "{0} logical cores": "{0} logische Kerne",
  // measurement-export.js
  "ms per step, median": "ms je Schritt, Median",
  least: "kleinste",
  most: "größte",
  "Images/s": "Bilder/s",
  "Seconds per epoch of 60,000 images, computed":
    "Sekunden je Epoche von 60 000 Bildern, berechnet",
  "{0}. Batch size {1}, Adam.": "{0}. Batchgröße {1}, Adam.",
  // measurement-state.js
  "A run is going on. Stop it or let it end, then measure: both at once would slow each other.":
    "Ein Lauf ist im Gang. Beende ihn oder warte sein Ende ab, dann miss: Beides zugleich würde einander bremsen.",
  "Measuring can begin once device and data are there.":
    "Gemessen werden kann, sobald Gerät und Daten da sind.",
  "Measuring needs the trainer with its device and data; the message at the top of the page says how to get them.":
    "Zum Messen braucht es den Trainer mit Gerät und Daten; die Meldung oben auf der Seite sagt, wie man sie bekommt.",
  "Measuring is done on digits of 28 × 28 pixels, so that it compares: choose MNIST or generated digits.":
    "Gemessen wird an Ziffern von 28 × 28 Pixeln, damit es vergleichbar ist: Wähle MNIST oder erzeugte Ziffern.",
  // notebook-plan.js
  "This browser cannot train.": "Dieser Browser kann nicht trainieren.",
  "It can begin once device and data are there.":
    "Es kann beginnen, sobald Gerät und Daten da sind.",
  "Another run is under way: stop it, or wait for its end.":
    "Ein anderer Lauf ist im Gang: Beende ihn, oder warte sein Ende ab.",
  "The notebook's models learn MNIST: choose that data first.":
    "Die Modelle des Notebooks lernen MNIST: Wähle erst diese Daten.",
  "The seed is not right: mend it first.":
    "Der Seed stimmt nicht: Berichtige ihn zuerst.",
  // notebook-runner.js
  "Another tab is reproducing the notebook.":
    "Ein anderer Tab rechnet das Notebook nach.",
  "Stop it there first: two would overwrite each other.":
    "Halte es dort zuerst an: Zwei würden einander überschreiben.",
  "The notebook did not go on: its runs learned from other data than there is now.":
    "Das Notebook ging nicht weiter: Seine Läufe haben aus anderen Daten gelernt, als jetzt da sind.",
  "Choose the data that they had, or start again.":
    "Wähle die Daten, die sie hatten, oder beginne von vorn.",
  // notebook-state.js
  "What was stored of {0} cannot be gone on from.":
    "Was von {0} gespeichert war, lässt sich nicht fortsetzen.",
  "This model begins again from its first epoch.":
    "Dieses Modell beginnt wieder mit seiner ersten Epoche.",
  // observations.js
  "{0} epochs of {1}": "{0} Epochen von {1}",
  "batch norm": "Batch-Norm",
  dropout: "Dropout",
  "plain networks": "einfache Netze",
  " and ": " und ",
  "networks with {0}": "Netze mit {0}",
  // offline/view.js
  "Being kept…": "Wird aufgehoben …",
  "Ready to work offline.": "Bereit für den Gebrauch ohne Netz.",
  "Not ready to work offline: not every file could be kept. The next visit tries again.":
    "Noch nicht bereit für den Gebrauch ohne Netz: Nicht jede Datei war zu behalten. Der nächste Besuch versucht es wieder.",
  "It opens only with a network.": "Sie öffnet sich nur mit Netz.",
  "This browser keeps no page of this address.":
    "Dieser Browser behält keine Seite dieser Adresse.",
  " Keep this page for use offline":
    " Diese Seite für den Gebrauch ohne Netz behalten",
  Reload: "Neu laden",
  Dismiss: "Schließen",
  "A new version of this page is ready.":
    "Eine neue Version dieser Seite ist bereit.",
  "This one stays as it is. Reload it when the run is over.":
    "Diese bleibt, wie sie ist. Lade sie neu, wenn der Lauf vorbei ist.",
  "Reload this page to have it.": "Lade diese Seite neu, um sie zu bekommen.",
  // opener.js
  "The part of this page that reads files could not be loaded.":
    "Der Teil dieser Seite, der Dateien liest, konnte nicht geladen werden.",
  "Check the connection, then try again.":
    "Prüfe die Verbindung und versuche es dann noch einmal.",
  // own-data.js
  "The run learned from your own files (fingerprint {0}), which are not kept.":
    "Der Lauf lernte aus deinen eigenen Dateien (Fingerabdruck {0}), die nicht behalten werden.",
  "Pick or drop the same four files, and it goes on.":
    "Wähle dieselben vier Dateien oder zieh sie auf die Seite, und er geht weiter.",
  // query.js
  "The link has {0} more parameters that are not taken.":
    "Der Link hat {0} weitere Parameter, die nicht übernommen werden.",
  "Known are {0}.": "Bekannt sind {0}.",
  "The link says {0}. {1}": "Im Link steht {0}. {1}",
  "The default is taken: {0}={1}.": "Es gilt die Vorgabe: {0}={1}.",
  "The link says {0}, which this page does not know.":
    "Im Link steht {0}, was diese Seite nicht kennt.",
  "It is left out. Known are {0}.": "Es wird weggelassen. Bekannt sind {0}.",
  "The link says {0} more than once.": "Im Link steht {0} mehr als einmal.",
  "The first is taken: {0}.": "Es gilt das erste: {0}.",
  "The link says {0}. Only 1 and 0 are understood.":
    "Im Link steht {0}. Nur 1 und 0 werden verstanden.",
  "The default is taken: {0}=0.": "Es gilt die Vorgabe: {0}=0.",
  "The link says {0}, a language that this page does not speak.":
    "Im Link steht {0}, eine Sprache, die diese Seite nicht spricht.",
  "The link says {0}, which only {1} reads.":
    "Im Link steht {0}, was nur {1} liest.",
  "It is left out. Write {0} in the link to use it.":
    "Es wird weggelassen. Schreib {0} in den Link, damit es gilt.",
  "a schedule": "ein Ratenplan",
  "schedule=step or schedule=plateau": "schedule=step oder schedule=plateau",
  "stop=test_loss or test_accuracy": "stop=test_loss oder test_accuracy",
  // run-keeper.js
  "A run that was kept is damaged, and cannot go on":
    "Ein Lauf, der aufgehoben war, ist beschädigt und kann nicht weitergehen",
  "It was left as it is; other runs are none the worse. Clear the data of this site to be rid of it.":
    "Er wurde gelassen, wie er war; anderen Läufen schadet er nicht. Lösche die Daten dieser Website, um ihn loszuwerden.",
  "A run that another version of this page has kept cannot go on here":
    "Ein Lauf, den eine andere Version dieser Seite aufgehoben hat, kann hier nicht weitergehen",
  "It was left as it is. Train anew, or clear the data of this site.":
    "Er wurde gelassen, wie er war. Trainiere neu, oder lösche die Daten dieser Website.",
  "Another tab has this run": "Ein anderer Tab hat diesen Lauf",
  "Go on with it there, or close that tab first.":
    "Mach dort mit ihm weiter, oder schließe zuerst jenen Tab.",
  "Another tab has ended or discarded this run meanwhile":
    "Ein anderer Tab hat diesen Lauf inzwischen beendet oder verworfen",
  "Nothing is left of it to go on with.":
    "Es ist nichts mehr von ihm da, womit es weiterginge.",
  "This run goes on in another tab too, which is the one that keeps it":
    "Dieser Lauf geht auch in einem anderen Tab weiter, und jener hebt ihn auf",
  "Stop it in one of the two.": "Beende ihn in einem der beiden.",
  "This run cannot go on once the page is closed: the browser keeps nothing for it ({0})":
    "Dieser Lauf kann nicht weitergehen, wenn die Seite geschlossen ist: Der Browser hebt nichts von ihm auf ({0})",
  "Training goes on. To have it kept, free some space or let this site keep data.":
    "Das Training geht weiter. Damit er aufgehoben wird: Platz schaffen, oder dieser Website erlauben, Daten zu behalten.",
  // runs/keeper.js
  "Training “{0}” again: its recorded curves are in the charts.":
    "„{0}“ wird noch einmal trainiert: Seine aufgezeichneten Kurven sind in den Diagrammen.",
  "The list of runs stays as it is only until the page is closed: the browser keeps nothing for it ({0})":
    "Die Liste der Läufe bleibt nur, bis die Seite geschlossen wird: Der Browser hebt nichts von ihr auf ({0})",
  "Export all runs, or free some space or let this site keep data.":
    "Exportiere alle Läufe, schaffe Platz, oder erlaube dieser Website, Daten zu behalten.",
  // runs/past-run.js
  "Custom, no hidden layer": "Eigene, keine verdeckte Schicht",
  "Custom {0} {1}": "Eigene {0} {1}",
  // runs/row.js
  Replay: "Wiederholen",
  Delete: "Löschen",
  "Draw {0} in the charts": "{0} in die Diagramme zeichnen",
  Rename: "Umbenennen",
  "New name of {0}": "Neuer Name von {0}",
  ", stopped early after {0} of {1} epochs":
    ", früh abgebrochen nach {0} von {1} Epochen",
  ", stopped after {0} of {1} epochs": ", beendet nach {0} von {1} Epochen",
  // runs/run-columns.js
  "hidden none": "keine verdeckten",
  "hidden {0}": "verdeckt {0}",
  "{0} initialisation": "Initialisierung {0}",
  "standard deviation {0}": "Standardabweichung {0}",
  "batch normalisation": "Batch-Normalisierung",
  "dropout {0}": "Dropout {0}",
  "1 epoch": "1 Epoche",
  "{0} epochs": "{0} Epochen",
  "batch size {0}": "Batchgröße {0}",
  "learning rate {0}": "Lernrate {0}",
  "seed {0}": "Seed {0}",
  "schedule {0}": "Ratenplan {0}",
  "factor {0}": "Faktor {0}",
  "drop after {0}": "sinkt nach {0}",
  "early stopping by test loss": "früh beenden nach Testverlust",
  "early stopping by test accuracy": "früh beenden nach Testgenauigkeit",
  "patience {0}": "Geduld {0}",
  "best network put back": "bestes Netz zurückgeholt",
  "rate set once": "Rate einmal geändert",
  "rate set {0} times": "Rate {0}-mal geändert",
  "own files {0}": "eigene Dateien {0}",
  // runs/figures.js
  "Figures of {0}": "Werte von „{0}“",
  // runs/run-difference.js
  Replayed: "Wiederholt",
  "training loss": "Trainingsverlust",
  "test loss": "Testverlust",
  "training accuracy": "Trainingsgenauigkeit",
  "test accuracy": "Testgenauigkeit",
  "Same settings, data and device as “{0}” of {1}":
    "Dieselben Einstellungen, Daten und dasselbe Gerät wie „{0}“ von {1}",
  "{0}: {1} the same figures to the last digit.":
    "{0}: {1} dieselben Werte bis zur letzten Ziffer.",
  "The figures differ, most the {0} after epoch {1}, by {2}.":
    "Die Werte weichen ab, am meisten {0} nach Epoche {1}, um {2}.",
  "its one epoch has": "seine eine Epoche hat",
  "the first epoch has": "die erste Epoche hat",
  "all {0} epochs have": "alle {0} Epochen haben",
  "the first {0} epochs have": "die ersten {0} Epochen haben",
  // runs/table.js
  "In the charts": "In den Diagrammen",
  "Sort by": "Sortieren nach",
  "What to do": "Was zu tun ist",
  // runs/runs-import.js
  "{0} is no file of Export run or Export all runs: nothing was taken from it.":
    "{0} ist keine Datei von „Lauf exportieren“ oder „Alle Läufe exportieren“: Nichts wurde daraus übernommen.",
  "Runs taken from {0}: {1}.": "Läufe aus {0} übernommen: {1}.",
  "In the list already: {0}.": "Schon in der Liste: {0}.",
  "Not taken, because the list holds {0} at most: {1}. Delete some to make room.":
    "Nicht übernommen, weil die Liste höchstens {0} fasst: {1}. Lösche einige, um Platz zu machen.",
  "Not taken, because they are not over, not whole, of times to come, or not of this page's models and devices: {0}.":
    "Nicht übernommen, weil sie nicht zu Ende, nicht ganz, aus der Zukunft oder nicht von den Modellen und Geräten dieser Seite sind: {0}.",
  // runs/view.js
  Undo: "Rückgängig",
  "Deleted “{0}”.": "„{0}“ gelöscht.",
  "Deleted {0} runs.": "{0} Läufe gelöscht.",
  // session.js
  "The files were not taken: a run is going on.":
    "Die Dateien wurden nicht übernommen: Ein Lauf ist im Gang.",
  "Stop it, or let it end, then pick or drop them again.":
    "Beende ihn oder warte sein Ende ab, dann wähle sie oder zieh sie noch einmal auf die Seite.",
  // setting-checks.js
  "{0} {1} is not on offer. Choose {2}.":
    "{0} {1} gibt es nicht. Möglich sind {2}.",
  ", {0} or more": ", {0} oder mehr",
  " from {0} to {1}": " von {0} bis {1}",
  "{0} {1}. Write a whole number{2}.": "{0}: {1}. Schreib eine ganze Zahl{2}.",
  "Batch size {0}, but the training set has {1} images. Write a whole number from 1 to {2}.":
    "Batchgröße: {0}, denn es gibt nur {1} Trainingsbilder. Schreib eine ganze Zahl von 1 bis {2}.",
  ", {0} at most": ", höchstens {0}",
  "Learning rate {0}. Write a number above 0{1}, such as 0.001.":
    "Lernrate: {0}. Schreib eine Zahl über 0{1}, etwa 0.001.",
  "Standard deviation {0}. Write a number above 0{1}, such as 0.05.":
    "Standardabweichung: {0}. Schreib eine Zahl über 0{1}, etwa 0.05.",
  "from 0 to": "von 0 bis",
  "above 0 and": "über 0 und",
  "{0} {1}. Write a number {2} less than 1, such as 0.5.":
    "{0}: {1}. Schreib eine Zahl {2} unter 1, etwa 0.5.",
  "Dropout {0}. Write a share from 0 to less than 1, such as 0.5.":
    "Dropout: {0}. Schreib einen Anteil von 0 bis unter 1, etwa 0.5.",
  "Hidden sizes has {0} layers. Write {1} at most.":
    "Verdeckte Schichten nennt {0} Schichten. Schreib höchstens {1}.",
  " from 1 to {0}": " von 1 bis {0}",
  "Hidden sizes has {0}. Write whole numbers{1}, separated by commas, such as 300,100.":
    "Verdeckte Schichten nennt {0}. Schreib ganze Zahlen{1}, durch Kommas getrennt, etwa 300,100.",
  "is empty": "Das Feld ist leer",
  "is {0}": "{0} geht nicht",
  " (use a point, not a comma)": " (mit Punkt statt Komma schreiben)",
  "is {0}, which is not a number{1}": "{0} ist keine Zahl{1}",
  "“{0}”": "„{0}“",
  // settings.js
  "Pick the four files below: no link can carry them.":
    "Wähle unten die vier Dateien: Kein Link kann sie mitbringen.",
  // tour/steps.js
  "A network is a row of layers": "Ein Netz ist eine Reihe von Schichten",
  "An image goes in as 784 numbers, one for each pixel. Each layer weighs the numbers of the one before it, and the last gives ten: how likely each digit is. The weights are random at first, so the network guesses. Learning means to change them.":
    "Ein Bild geht als 784 Zahlen hinein, eine für jedes Pixel. Jede Schicht gewichtet die Zahlen der vorigen, und die letzte gibt zehn: wie wahrscheinlich jede Ziffer ist. Am Anfang sind die Gewichte zufällig, also rät das Netz. Lernen heißt, sie zu ändern.",
  "Press Train": "Drück auf Trainieren",
  "The network looks at 128 images at a time, sees how wrong it was, and changes each weight a little in the direction that would have been less wrong. One pass through all training images is an epoch. Settings stand below; they are fine as they are.":
    "Das Netz sieht sich 128 Bilder auf einmal an, sieht, wie falsch es lag, und ändert jedes Gewicht ein wenig in die Richtung, in der es weniger falsch gewesen wäre. Ein Durchgang durch alle Trainingsbilder ist eine Epoche. Die Einstellungen stehen darunter; sie sind gut so, wie sie sind.",
  "Watch it learn": "Sieh ihm beim Lernen zu",
  "Loss says how far off the answers are: it falls. Accuracy is the share of images read right: it rises. One curve is of the images it trains on, the other of test images it has never learned from. Where the two part, it begins to learn by heart.":
    "Der Verlust sagt, wie weit die Antworten daneben liegen: Er sinkt. Die Genauigkeit ist der Anteil der richtig gelesenen Bilder: Sie steigt. Eine Kurve gilt den Bildern, auf denen es trainiert, die andere Testbildern, aus denen es nie gelernt hat. Wo die zwei auseinandergehen, beginnt es auswendig zu lernen.",
  "Draw a large digit on the pad, also while the network trains. The bars say what it takes it for, and how sure it is. Below stands what it really sees: your drawing, 28 pixels wide and high.":
    "Mal eine große Ziffer auf die Fläche, auch während das Netz trainiert. Die Balken sagen, wofür es sie hält und wie sicher es ist. Darunter steht, was es wirklich sieht: deine Zeichnung, 28 Pixel breit und hoch.",
  "See where it errs": "Sieh, wo es irrt",
  "After the first epoch this table shows which digits it takes for which: choose a cell and look at them. Then find “Try this” below for experiments that you can start with one press. The question mark in each card explains what is in it.":
    "Nach der ersten Epoche zeigt diese Tabelle, welche Ziffern es wofür hält: Wähle eine Zelle und sieh sie dir an. Unter „Zum Ausprobieren“ weiter unten stehen Experimente, die mit einem Druck beginnen. Das Fragezeichen in jeder Karte erklärt, was darin ist.",
  // tour/tour.js
  Back: "Zurück",
  "End the tour": "Tour beenden",
  Tour: "Tour",
  "{0} of {1}: {2}": "{0} von {1}: {2}",
  // verdict.js
  " so far": " bisher",
  "Your runs support this{0}": "Deine Läufe stützen das{0}",
  "Your runs contradict this{0}": "Deine Läufe widersprechen dem{0}",
  "Your runs support this in part{0}: yes for {1}, no for {2}":
    "Deine Läufe stützen das{0} zum Teil; ja: {1}; nein: {2}",
  "Not yet: needs {0}": "Noch nicht; nötig: {0}",
  "{0} and {1}": "{0} und {1}",
  // views/charts.js
  "Your curve appears here as you train.":
    "Hier erscheint deine Kurve, während du trainierst.",
  "epoch {0}": "Epoche {0}",
  // views/comparison.js
  "The notebook's figures are listed here once the trainer is ready.":
    "Die Werte des Notebooks stehen hier, sobald der Trainer bereit ist.",
  "Gap: test − training loss": "Lücke: Test- − Trainings­verlust",
  "Seconds per epoch": "Sekunden je Epoche",
  "{0}: the notebook has no such model.":
    "{0}: Das Notebook hat kein solches Modell.",
  "the Keras notebook “MLPs on MNIST” after epoch {0}":
    "das Keras-Notebook „MLPs on MNIST“ nach Epoche {0}",
  "The notebook's times are those of its author's machine.":
    "Die Zeiten des Notebooks sind die der Maschine seines Autors.",
  " This run learned from {0}, so the two do not compare.":
    " Dieser Lauf lernte aus anderen Daten ({0}), die zwei sind also nicht vergleichbar.",
  " This run has another batch size or learning rate than the notebook.":
    " Dieser Lauf hat eine andere Batchgröße oder Lernrate als das Notebook.",
  "{0}: this run after epoch {1}, {2}.{3}{4} {5}":
    "{0}: dieser Lauf nach Epoche {1}, {2}.{3}{4} {5}",
  // views/confusion.js
  "Point at a cell to read it.": "Zeig auf eine Zelle, um sie zu lesen.",
  is: "ist",
  "read as": "gelesen als",
  "% right": "% rich­tig",
  "is {0}, read {1}: {2}": "ist {0}, gelesen {1}: {2}",
  "After epoch {0}: {1} of {2} test images read right, {3}. Rows: what the image is; columns: what the network read. Choose a cell to see its images.":
    "Nach Epoche {0}: {1} von {2} Testbildern richtig gelesen, {3}. Zeilen: was das Bild ist; Spalten: was das Netz las. Wähle eine Zelle, um ihre Bilder zu sehen.",
  // views/digits.js
  "Read wrong, the surest first": "Falsch gelesen, die sichersten zuerst",
  "Is {0}, read {1}: right": "Ist {0}, gelesen {1}: richtig",
  "Is {0}, read {1}: wrong": "Ist {0}, gelesen {1}: falsch",
  "The first examples": "Die ersten Beispiele",
  "There is none.": "Es gibt keines.",
  "{0} of {1}": "{0} von {1}",
  "The digits can be seen again after the next epoch.":
    "Die Ziffern sind nach der nächsten Epoche wieder zu sehen.",
  "The trainer could not show them.": "Der Trainer konnte sie nicht zeigen.",
  "Looking…": "Wird gesucht …",
  "Test image {0}": "Testbild {0}",
  "is {0}, read {1} ({2})": "ist {0}, gelesen {1} ({2})",
  // views/epoch-voice.js
  "Epoch {0} of {1}: reads {2} of the test images, test loss {3}.":
    "Epoche {0} von {1}: liest {2} der Testbilder, Testverlust {3}.",
  // views/examples.js
  "The first training examples show here, as numbers and as pictures, as soon as the data is there.":
    "Die ersten Trainingsbeispiele zeigen sich hier, als Zahlen und als Bilder, sobald die Daten da sind.",
  "What the network learns from: {0} × {1} pixels, and a label that says which of {2} classes they are.":
    "Woraus das Netz lernt: {0} × {1} Pixel und ein Label, das sagt, welche von {2} Klassen sie sind.",
  "example {0} of {1}": "Beispiel {0} von {1}",
  "The example as a picture": "Das Beispiel als Bild",
  "Raw pixels": "Rohe Pixel",
  "Scaled pixels": "Skalierte Pixel",
  // views/explained.js
  "the run and its settings": "der Lauf und seine Einstellungen",
  "the curves": "die Kurven",
  "the reading": "das Lesen",
  "the comparison": "der Vergleich",
  "the layers": "die Schichten",
  "the runs": "die Läufe",
  "the weights": "die Gewichte",
  "the errors": "die Fehler",
  "the first layer": "die erste Schicht",
  "the data": "die Daten",
  "the notebook": "das Notebook",
  "the measurement": "die Messung",
  "Explain {0}": "Erklärung: {0}",
  "The explanation did not come. When you are online, reload the page.":
    "Die Erklärung kam nicht an. Lade die Seite neu, sobald du im Netz bist.",
  // views/first-layer.js
  "How each unit weighs the image's pixels: ink on blue speaks for it, ink on orange against it.":
    "Wie jede Einheit die Pixel des Bildes gewichtet: Tinte auf Blau spricht für sie, Tinte auf Orange gegen sie.",
  "How each class's vote weighs the image's pixels: ink on blue speaks for it, ink on orange against it.":
    "Wie die Stimme jeder Klasse die Pixel des Bildes gewichtet: Tinte auf Blau spricht für sie, Tinte auf Orange gegen sie.",
  "units {0}–{1} of {2}": "Einheiten {0}–{1} von {2}",
  "votes for {0}": "Stimmen für {0}",
  "unit {0}": "Einheit {0}",
  "Weights of {0}": "Gewichte: {0}",
  // views/language-choice.js
  "The language can be changed as soon as no run is under way.":
    "Die Sprache lässt sich wechseln, sobald kein Lauf im Gang ist.",
  // views/layers.js
  "The layers are listed here once the trainer is ready.":
    "Die Schichten stehen hier, sobald der Trainer bereit ist.",
  "{0} pixels in, {1} classes out; between them:":
    "{0} Pixel hinein, {1} Klassen heraus; dazwischen:",
  "784 pixels in, ten digits out; between them:":
    "784 Pixel hinein, zehn Ziffern heraus; dazwischen:",
  Total: "Gesamt",
  Trainable: "Trainierbar",
  "Non-trainable": "Nicht trainierbar",
  // views/loaded-model.js
  "{0} ({1}) reads your drawings.": "{0} ({1}) liest deine Zeichnungen.",
  "{0} Testing it…": "{0} Es wird getestet …",
  "{0} It was not tested on this data.":
    "{0} Auf diesen Daten wurde es nicht getestet.",
  "{0} On the {1} test images: accuracy {2}, loss {3}.":
    "{0} Auf den {1} Testbildern: Genauigkeit {2}, Verlust {3}.",
  // views/measurement.js
  "Learning how fast each network is…":
    "Es wird ermittelt, wie schnell jedes Netz ist …",
  "Round {0} of {1}…": "Runde {0} von {1} …",
  "Measured, {0} rounds.": "Gemessen, {0} Runden.",
  "Cancelled after {0} of {1} rounds.": "Nach {0} von {1} Runden abgebrochen.",
  "Cut short after {0} of {1} rounds, because a run began or device and data were opened again.":
    "Nach {0} von {1} Runden vorzeitig beendet, weil ein Lauf begann oder Gerät und Daten neu geöffnet wurden.",
  "Failed after {0} of {1} rounds.": "Nach {0} von {1} Runden gescheitert.",
  "Measuring, {0} rounds…": "Messung, {0} Runden …",
  "{0} on {1} {2}": "{0} auf {1} {2}",
  "Measured, milliseconds per step: {0}.":
    "Gemessen, Millisekunden je Schritt: {0}.",
  "Figures copied.": "Werte kopiert.",
  "Figures to copy": "Werte zum Kopieren",
  "Copy these figures:": "Kopiere diese Werte:",
  // views/messages.js
  Retry: "Noch einmal versuchen",
  "Use generated digits": "Erzeugte Ziffern nehmen",
  "Use the CPU": "Die CPU nehmen",
  "Restart the trainer": "Den Trainer neu starten",
  "Go on": "Weitermachen",
  "Go on on the CPU": "Auf der CPU weitermachen",
  "Back to the last good epoch": "Zurück zur letzten guten Epoche",
  "Train at a tenth of the rate": "Mit einem Zehntel der Rate trainieren",
  "Go on with another trainer": "Mit einem anderen Trainer weitermachen",
  // views/notebook-table.js
  yours: "deine",
  notebook: "Notebook",
  difference: "Unterschied",
  "difference ": "Unterschied ",
  "notebook ": "Notebook ",
  "Gap of losses": "Lücke der Verluste",
  "Time per epoch": "Zeit je Epoche",
  // views/notebook-text.js
  "Model {0} of {1} begins…": "Modell {0} von {1} beginnt …",
  "Model {0} of {1}, epoch {2} of {3}":
    "Modell {0} von {1}, Epoche {2} von {3}",
  ", paused": ", angehalten",
  "{0} of {1} models done{2}": "{0} von {1} Modellen fertig{2}",
  "All {0} models are done.": "Alle {0} Modelle sind fertig.",
  "from {0}, epoch {1}": "ab {0}, Epoche {1}",
  "epoch {0} of {1}{2}": "Epoche {0} von {1}{2}",
  "not trained yet": "noch nicht trainiert",
  "done, {0} epochs": "fertig, {0} Epochen",
  "stopped after epoch {0} of {1}": "beendet nach Epoche {0} von {1}",
  "This browser stores nothing for this page: its storage is full or not allowed. The notebook goes on, but it cannot be picked up after a reload.":
    "Dieser Browser speichert nichts für diese Seite: Sein Speicher ist voll oder nicht erlaubt. Das Notebook geht weiter, aber nach einem Neuladen nicht von hier.",
  "The runs below learned from {0}, the data now is {1}, and the two do not mix. Choose their data to go on, or start again.":
    "Daten der Läufe unten: {0}; Daten jetzt: {1}. Beides mischt sich nicht. Wähle ihre Daten, um weiterzumachen, oder beginne von vorn.",
  "The runs below have seed {0}, and going on keeps it. To reproduce the notebook with seed {1}, start again.":
    "Die Läufe unten haben Seed {0}, und beim Weitermachen bleibt er. Um das Notebook mit Seed {1} nachzurechnen, beginne von vorn.",
  "Generated digits are not MNIST: their figures do not compare with the notebook's.":
    "Erzeugte Ziffern sind nicht MNIST: Ihre Werte sind mit denen des Notebooks nicht vergleichbar.",
  "1 model": "1 Modell",
  "{0} models": "{0} Modellen",
  "Start again? This discards the figures of {0}, 1 epoch in all.":
    "Von vorn beginnen? Das verwirft die Werte von {0}, insgesamt 1 Epoche.",
  "Start again? This discards the figures of {0}, {1} epochs in all.":
    "Von vorn beginnen? Das verwirft die Werte von {0}, insgesamt {1} Epochen.",
  "{0} is done: {1} test accuracy. {2}":
    "{0} ist fertig: {1} Testgenauigkeit. {2}",
  "All models are done.": "Alle Modelle sind fertig.",
  "1 model is left.": "1 Modell bleibt.",
  "{0} models are left.": "{0} Modelle bleiben.",
  "; less than a minute left": "; noch weniger als eine Minute",
  "{0} min": "{0} min",
  "; about {0} left": "; noch etwa {0}",
  // views/observations.js
  Spread: "Spanne",
  "The observations are listed here once the trainer is ready.":
    "Die Beobachtungen stehen hier, sobald der Trainer bereit ist.",
  "Your runs are held against them here.":
    "Deine Läufe werden hier daran gemessen.",
  "Your runs learned from generated digits, which are not MNIST: what they say here is not about the notebook's data.":
    "Deine Läufe haben aus erzeugten Ziffern gelernt, die nicht MNIST sind: Was sie hier sagen, gilt nicht für die Daten des Notebooks.",
  "Your runs on MNIST, seed {0}.": "Deine Läufe auf MNIST, Seed {0}.",
  "Gap: test loss − training loss, after the last epoch that both have. Models with all epochs count. Training loss is measured with dropout on, which makes the gap smaller by itself.":
    "Lücke: Testverlust − Trainingsverlust, nach der letzten Epoche, die beide haben. Es zählen Modelle mit allen Epochen. Der Trainingsverlust wird mit Dropout gemessen, was die Lücke schon von selbst verkleinert.",
  "Gap between test and training loss":
    "Lücke zwischen Test- und Trainingsverlust",
  "Without, with": "Ohne, mit",
  "Gap without": "Lücke ohne",
  "Gap with": "Lücke mit",
  Shrinks: "Schrumpft",
  "About 98 %: {0} or more. Models with {1} epochs or more count.":
    "Etwa 98 %: {0} oder mehr. Es zählen Modelle mit {1} oder mehr Epochen.",
  "Best test accuracy within {0} epochs":
    "Beste Testgenauigkeit innerhalb von {0} Epochen",
  "Reaches it": "Erreicht es",
  "not yet": "noch nicht",
  "Little: a spread of {0} percentage point (pp) at most, among networks alike but for their depth. Models with all epochs count.":
    "Wenig: eine Spanne von höchstens {0} Prozentpunkt (PP) unter Netzen, die sich nur in der Tiefe unterscheiden. Es zählen Modelle mit allen Epochen.",
  "Test accuracy after the last epoch, by depth":
    "Testgenauigkeit nach der letzten Epoche, nach Tiefe",
  "Hidden layers": "Verdeckte Schichten",
  Little: "Wenig",
  yes: "ja",
  no: "nein",
  ", so far": ", bisher",
  // views/own-data.js
  "No file is picked yet. They stay in this tab and are not sent anywhere; after a reload they must be picked again.":
    "Noch ist keine Datei gewählt. Sie bleiben in diesem Tab und werden nirgends hin gesendet; nach einem Neuladen müssen sie wieder gewählt werden.",
  "Picked: {0}.": "Gewählt: {0}.",
  "{0} They need {1} of memory, of {2} that there is for data and a step.":
    "{0} Sie brauchen {1} Speicher, von {2}, die es für Daten und einen Schritt gibt.",
  // views/prediction.js
  "{0}, drawing {1}": "{0}, Zeichnung {1}",
  "The {0} by {1} pixels that the network sees":
    "Die {0} mal {1} Pixel, die das Netz sieht",
  "Draw a digit to have it read.": "Mal eine Ziffer, um sie lesen zu lassen.",
  "Nothing learned yet: press Train, then draw a digit.":
    "Noch nichts gelernt: Drück auf Trainieren, dann mal eine Ziffer.",
  "The network has only just begun to learn.":
    "Das Netz hat gerade erst zu lernen begonnen.",
  "The network has learned nothing yet. Press Train and watch these bars move.":
    "Das Netz hat noch nichts gelernt. Drück auf Trainieren und sieh zu, wie sich diese Balken bewegen.",
  "Reads a {0}, {1}": "Liest eine {0}, {1}",
  // views/progress.js
  Trainer: "Trainer",
  "Device and data": "Gerät und Daten",
  "{0} from {1}": "{0} von {1}",
  // views/rate.js
  "Learning rate {0} since epoch {1}, step {2}.":
    "Lernrate {0} seit Epoche {1}, Schritt {2}.",
  "Learning rate {0} since epoch {1}, step {2}, of which the schedule takes its share.":
    "Lernrate {0} seit Epoche {1}, Schritt {2}, von der der Ratenplan seinen Anteil nimmt.",
  // views/run-text.js
  "Starting…": "Beginnt …",
  "Preparing device and data…": "Gerät und Daten werden vorbereitet …",
  "Press Train, then draw a digit and watch the network learn to read it.":
    "Drück auf Trainieren, dann mal eine Ziffer und sieh zu, wie das Netz sie lesen lernt.",
  "Learning. Draw a digit and watch it being read.":
    "Lernt. Mal eine Ziffer und sieh zu, wie sie gelesen wird.",
  "Paused. Resume goes on where it stopped.":
    "Angehalten. Fortsetzen macht dort weiter.",
  "Stopped by a problem: the message above says what to do.":
    "Durch ein Problem beendet: Die Meldung oben sagt, was zu tun ist.",
  "Choose another device or other data.":
    "Wähle ein anderes Gerät oder andere Daten.",
  "Stopped by a problem. Train begins anew.":
    "Durch ein Problem beendet. Trainieren beginnt neu.",
  "Draw a digit, or change a setting.":
    "Mal eine Ziffer, oder ändere eine Einstellung.",
  Finished: "Fertig",
  Stopped: "Beendet",
  ", with the network of epoch {0}, its best":
    ", mit dem Netz der Epoche {0}, seiner besten",
  "{0}: reads {1} of the test digits{2}. {3}":
    "{0}: liest {1} der Testziffern{2}. {3}",
  "Stopped early, after 1 epoch without a better test loss":
    "Früh abgebrochen, nach 1 Epoche ohne besseren Testverlust",
  "Stopped early, after {0} epochs without a better test loss":
    "Früh abgebrochen, nach {0} Epochen ohne besseren Testverlust",
  "Stopped early, after 1 epoch without a better test accuracy":
    "Früh abgebrochen, nach 1 Epoche ohne bessere Testgenauigkeit",
  "Stopped early, after {0} epochs without a better test accuracy":
    "Früh abgebrochen, nach {0} Epochen ohne bessere Testgenauigkeit",
  "{0} images per epoch": "{0} Bilder je Epoche",
  "{0}, {1} steps; {2} steps in all":
    "{0}, {1} Schritte; {2} Schritte insgesamt",
  "Stopping after the step under way…": "Endet nach dem laufenden Schritt …",
  "Pausing after the step under way…": "Hält nach dem laufenden Schritt an …",
  "Epoch {0} of {1}": "Epoche {0} von {1}",
  paused: "angehalten",
  "evaluating the test set, {0}": "wertet die Testbilder aus, {0}",
  "{0} images/s": "{0} Bilder/s",
  "about {0} left": "noch etwa {0}",
  "{0} of {1} epochs": "{0} von {1} Epochen",
  "{0} in {1}, {2} s per epoch": "{0} in {1}, {2} s je Epoche",
  ", step {0} of {1}": ", Schritt {0} von {1}",
  "A run of {0} on {1} is unfinished: it was kept after {2}, {3}.":
    "Ein Lauf ({0}, {1}) ist unvollendet: Er wurde nach {2} aufgehoben, {3}.",
  // views/status.js
  "Generated digits, not MNIST": "Erzeugte Ziffern, nicht MNIST",
  " Fingerprint {0}.": " Fingerabdruck {0}.",
  // views/takeaway.js
  "Link copied.": "Link kopiert.",
  "Copy this link:": "Kopiere diesen Link:",
  "{0} It cannot carry your own files: whoever opens it picks them.":
    "{0} Er kann deine eigenen Dateien nicht mitbringen: Wer ihn öffnet, wählt sie selbst.",
  "Address to share": "Adresse zum Teilen",
  // views/weights.js
  "How the weights of each layer are spread: wide where many have that value. Dot: median; thick bar: middle half; thin line: whiskers.":
    "Wie die Gewichte jeder Schicht verteilt sind: breit, wo viele diesen Wert haben. Punkt: Median; dicker Balken: mittlere Hälfte; dünne Linie: Whisker.",
  "Dashed: before training.": "Gestrichelt: vor dem Training.",
  "std. dev. {0}": "Std.-Abw. {0}",
  "Spread of the weights of {0}, {1}. The table has the figures.":
    "Verteilung der Gewichte von {0}, {1}. Die Tabelle nennt die Werte.",
  "Weights of each layer, {0}": "Gewichte jeder Schicht, {0}",
  "before training": "vor dem Training",
  "after epoch {0}": "nach Epoche {0}",
  // way-on.js
  "it did not answer": "er hat nicht geantwortet",
  // when-ready.js
  "The run did not go on: it was learning from other data than there is now.":
    "Der Lauf ging nicht weiter: Er lernte aus anderen Daten, als jetzt da sind.",
  "Choose the data that it had, or press Train to begin afresh.":
    "Wähle die Daten, die er hatte, oder drück auf Trainieren, um neu zu beginnen.",
  "Training did not start by itself: a setting is not right.":
    "Das Training begann nicht von selbst: Eine Einstellung stimmt nicht.",
  "Mend the marked setting, then press Train.":
    "Berichtige die markierte Einstellung, dann drück auf Trainieren.",
};

/** Texts that come from the trainer; facts in them have names. */
export const TRAINER = {
  "Computing on the CPU, as you chose.":
    "Rechnet auf der CPU, wie du gewählt hast.",
  "Computing on WebGPU, as you chose.":
    "Rechnet auf WebGPU, wie du gewählt hast.",
  "Computing on WebGPU, as you chose; this adapter is a program that imitates a GPU, slower than the CPU.":
    "Rechnet auf WebGPU, wie du gewählt hast; dieser Adapter ist ein Programm, das eine GPU nachahmt, langsamer als die CPU.",
  "Computing on the CPU: {reason}.": "Rechnet auf der CPU: {reason}.",
  "Computing on the CPU: this browser's WebGPU only imitates a GPU, more slowly.":
    "Rechnet auf der CPU: Das WebGPU dieses Browsers ahmt nur eine GPU nach, langsamer.",
  "Computing on WebGPU: its self-test agrees with the CPU.":
    "Rechnet auf WebGPU: Sein Selbsttest stimmt mit der CPU überein.",
  "this browser has no WebGPU": "dieser Browser hat kein WebGPU",
  "this browser's WebGPU says “{reason}”":
    "das WebGPU dieses Browsers sagt „{reason}“",
  "this browser's WebGPU offers no adapter":
    "das WebGPU dieses Browsers bietet keinen Adapter an",
  "this GPU lacks “{feature}”, which the trainer needs":
    "dieser GPU fehlt „{feature}“, was der Trainer braucht",
  "the page has loaded the worker that computes on the CPU alone":
    "die Seite hat den Worker geladen, der nur auf der CPU rechnet",
  "the GPU was lost ({reason}): {message}":
    "die GPU ging verloren ({reason}): {message}",
  "MNIST: 60,000 handwritten digits to train on, 10,000 to test on, from {origins}.":
    "MNIST: 60 000 handgeschriebene Ziffern zum Trainieren, 10 000 zum Testen, Quelle: {origins}.",
  "{one} and {other}": "{one} und {other}",
  "this browser's storage": "der Speicher dieses Browsers",
  "this site": "diese Website",
  "as you chose": "wie du gewählt hast",
  "because MNIST could not be had ({error})":
    "weil MNIST nicht zu bekommen war ({error})",
  "Images of {rows}×{columns} pixels: {n_train} to train on from {train} with the labels {train_labels}, {n_test} to test on from {test} with {test_labels}.":
    "Bilder von {rows}×{columns} Pixeln: {n_train} zum Trainieren aus {train} mit den Labels {train_labels}, {n_test} zum Testen aus {test} mit {test_labels}.",
  "{understood} Transposed. {classes} classes, 0 to {last}.":
    "{understood} Transponiert. {classes} Klassen, 0 bis {last}.",
  "{understood} {classes} classes, 0 to {last}.":
    "{understood} {classes} Klassen, 0 bis {last}.",
  "{understood} Transposed. {classes} classes; class {one} has no image to train on.":
    "{understood} Transponiert. {classes} Klassen; Klasse {one} hat kein Bild zum Trainieren.",
  "{understood} {classes} classes; class {one} has no image to train on.":
    "{understood} {classes} Klassen; Klasse {one} hat kein Bild zum Trainieren.",
  "{understood} Transposed. {classes} classes; {n_classes} classes have no image to train on: {unused}.":
    "{understood} Transponiert. {classes} Klassen; {n_classes} Klassen haben kein Bild zum Trainieren: {unused}.",
  "{understood} {classes} classes; {n_classes} classes have no image to train on: {unused}.":
    "{understood} {classes} Klassen; {n_classes} Klassen haben kein Bild zum Trainieren: {unused}.",
  "two files of images and two of labels are needed, but of the {n_files} picked {n_images} hold images and {n_labels} labels":
    "es braucht zwei Dateien mit Bildern und zwei mit Labels, aber von den {n_files} gewählten haben {n_images} Bilder und {n_labels} Labels",
  "{file}: begins with {found}, but IDX files of images with 0x00000803, of labels with 0x00000801":
    "{file}: beginnt mit {found}, IDX-Dateien aber mit 0x00000803 (Bilder) oder 0x00000801 (Labels)",
  "{file}: images of {rows}×{columns} pixels, but 1×1 to 64×64 can be read":
    "{file}: Bilder von {rows}×{columns} Pixeln, aber lesbar sind 1×1 bis 64×64",
  "{train_file} holds images of {rows}×{columns} pixels, but {test_file} of {test_rows}×{test_columns}":
    "{train_file} hat Bilder von {rows}×{columns} Pixeln, {test_file} aber von {test_rows}×{test_columns}",
  "{file}: holds no image": "{file}: enthält kein Bild",
  "{images_file} holds {n_images} images but {labels_file} {n_labels} labels":
    "{images_file} hat {n_images} Bilder, {labels_file} aber {n_labels} Labels",
  "{one} and {other}: nothing tells which is to train on and which to test on":
    "{one} und {other}: Nichts sagt, womit trainiert und womit getestet werden soll",
  "{one} and {other} are the same file":
    "{one} und {other} sind dieselbe Datei",
  "{file}: a label is {label}, but the largest can be 99: 100 classes":
    "{file}: Ein Label ist {label}, das größte darf 99 sein: 100 Klassen",
  "{file}: every label is {label}, but at least two classes are needed":
    "{file}: Jedes Label ist {label}, es braucht aber mindestens zwei Klassen",
  "the data needs {needed} MB of memory, but a tab can give it {limit} MB":
    "die Daten brauchen {needed} MB Speicher, ein Tab kann ihnen aber nur {limit} MB geben",
  "the training images need {needed} MB on the GPU, whose largest buffer has {limit} MB":
    "die Trainingsbilder brauchen {needed} MB auf der GPU, deren größter Puffer {limit} MB hat",
  "{file}: {file_bytes} zipped bytes cannot hold the {promised_bytes} that its header promises":
    "{file}: {file_bytes} gepackte Bytes können nicht die {promised_bytes} enthalten, die der Kopf verspricht",
  "{file}: cannot be read ({reason})": "{file}: nicht lesbar ({reason})",
  "this is other data than the run learned from: fingerprint {found}, not {expected}":
    "das sind andere Daten als die, aus denen der Lauf lernte: Fingerabdruck {found}, nicht {expected}",
  "Pick four IDX files, gzipped or not: images and labels to train on, images and labels to test on.":
    "Wähle vier IDX-Dateien, mit gzip gepackt oder nicht: Bilder und Labels zum Trainieren, Bilder und Labels zum Testen.",
  "Name the files so that “train” or “test” stands in each name.":
    "Benenne die Dateien so, dass in jedem Namen „train“ oder „test“ steht.",
  "Take fewer or smaller images.": "Nimm weniger oder kleinere Bilder.",
  "Choose the CPU as the device, or take fewer images.":
    "Wähle die CPU als Gerät, oder nimm weniger Bilder.",
  "Pick the files again: they were moved or changed since.":
    "Wähle die Dateien noch einmal: Sie wurden seither verschoben oder geändert.",
  "Take the files that it learned from.":
    "Nimm die Dateien, aus denen er gelernt hat.",
  "Pick other files, or choose other data.":
    "Wähle andere Dateien oder andere Daten.",
  "reading the files broke: {reason}":
    "das Lesen der Dateien ging kaputt: {reason}",
  "Please report this with what you picked.":
    "Bitte melde das mit dem, was du gewählt hast.",
  "{file}: this is a web page, not an IDX file":
    "{file}: das ist eine Webseite, keine IDX-Datei",
  "{file}: magic {found}, expected {expected}":
    "{file}: Kennzahl {found} statt {expected}",
  "{file}: {missing_bytes} of {expected_bytes} bytes are missing":
    "{file}: {missing_bytes} von {expected_bytes} Bytes fehlen",
  "{file}: more than the {expected_bytes} bytes that its header promises":
    "{file}: mehr als die {expected_bytes} Bytes, die der Kopf verspricht",
  "{file}: images of {rows}×{columns} pixels, expected 28×28":
    "{file}: Bilder von {rows}×{columns} Pixeln statt 28×28",
  "{file}: label {label} at index {index}, expected 0 to 9":
    "{file}: Label {label} an Stelle {index} statt 0 bis 9",
  "{file}: damaged gzip stream ({reason})":
    "{file}: beschädigter gzip-Strom ({reason})",
  "{file}: SHA-256 {found}, expected {expected}":
    "{file}: SHA-256 {found} statt {expected}",
  "{file}: {reason}": "{file}: {reason}",
  "{file}: {origin} answered {status}": "{file}: {origin} antwortete {status}",
  "{file}: {origin} could not be read ({reason})":
    "{file}: {origin} war nicht zu lesen ({reason})",
  "nothing came for {seconds} seconds": "seit {seconds} Sekunden kam nichts",
  "Put the four MNIST files into the folder mnist/ beside the page, or train on generated digits.":
    "Leg die vier MNIST-Dateien in den Ordner mnist/ neben der Seite, oder trainiere mit erzeugten Ziffern.",
  "Replace it by the MNIST file of that name, or train on generated digits.":
    "Ersetze sie durch die MNIST-Datei dieses Namens, oder trainiere mit erzeugten Ziffern.",
  "Download the file again: this copy is damaged or another one.":
    "Lade die Datei noch einmal herunter: Diese Kopie ist beschädigt oder eine andere.",
  "Check the connection and try again.":
    "Prüfe die Verbindung und versuche es noch einmal.",
  "{setting} is {value}, but must be {allowed}":
    "{setting} ist {value}, muss aber sein: {allowed}",
  "Correct the setting and press Train again.":
    "Berichtige die Einstellung und drück noch einmal auf Trainieren.",
  "a whole number from {least} to {most}":
    "eine ganze Zahl von {least} bis {most}",
  "a whole number from 1 to {most}, the number of training images":
    "eine ganze Zahl von 1 bis {most}, der Zahl der Trainingsbilder",
  "above 0 and at most {most}": "über 0 und höchstens {most}",
  "at least 0 and below 1": "mindestens 0 und unter 1",
  "above 0 (of the cosine also 0) and below 1":
    "über 0 (beim Kosinus auch 0) und unter 1",
  "at most {most} with layers this wide, to fit a tab's memory":
    "höchstens {most} bei so breiten Schichten, um in den Speicher eines Tabs zu passen",
  "at most {most}": "höchstens {most}",
  "the id of a model on offer, or custom":
    "die Kennung eines angebotenen Modells oder custom",
  "a step, from 1, not before that of the change before":
    "ein Schritt, ab 1, nicht vor dem der vorigen Änderung",
  "Hidden layers": "Verdeckte Schichten",
  "Units of a hidden layer": "Einheiten einer verdeckten Schicht",
  "Initial standard deviation": "Anfängliche Standardabweichung",
  Model: "Modell",
  Epochs: "Epochen",
  "Batch size": "Batchgröße",
  "Learning rate": "Lernrate",
  "Changes of the learning rate": "Änderungen der Lernrate",
  "Step of a change of the learning rate":
    "Schritt einer Änderung der Lernrate",
  "Factor of the learning rate": "Faktor der Lernrate",
  "Epochs of the schedule": "Epochen des Ratenplans",
  "the loss became {value} in epoch {epoch}, step {step}; the first layer that is not finite: {layer}":
    "der Verlust wurde {value} in Epoche {epoch}, Schritt {step}; die erste Schicht, die nicht endlich ist: {layer}",
  "the test loss became {value} after epoch {epoch}":
    "der Testverlust wurde {value} nach Epoche {epoch}",
  "the network's answer is not a number: its weights have grown beyond all bounds":
    "die Antwort des Netzes ist keine Zahl: Seine Gewichte sind über alle Grenzen gewachsen",
  "Train again with a smaller learning rate.":
    "Trainiere noch einmal mit einer kleineren Lernrate.",
  "{command} is not possible now: {reason}":
    "{command} geht jetzt nicht: {reason}",
  "Wait until the page says that it is ready.":
    "Warte, bis die Seite sagt, dass sie bereit ist.",
  "Download model": "Modell herunterladen",
  "Load model": "Modell laden",
  "Showing digits": "Ziffern zeigen",
  "Showing the first layer": "Die erste Schicht zeigen",
  "Opening another device": "Ein anderes Gerät öffnen",
  "A new learning rate": "Eine neue Lernrate",
  "nothing is trained yet": "noch ist nichts trainiert",
  "the data is not there yet": "die Daten sind noch nicht da",
  "there is no network yet": "es gibt noch kein Netz",
  "a run is going on": "ein Lauf ist im Gang",
  "device and data are not there yet": "Gerät und Daten sind noch nicht da",
  "no such run is going on": "kein solcher Lauf ist im Gang",
  "{least} to {most} steps can be measured, not {n_steps}":
    "{least} bis {most} Schritte lassen sich messen, nicht {n_steps}",
  "the drawing has no ink": "die Zeichnung hat keine Tinte",
  "Draw a digit first.": "Mal zuerst eine Ziffer.",
  "WebGPU cannot be used here: {reason}":
    "WebGPU ist hier nicht zu benutzen: {reason}",
  "the GPU's self-test gave {found} for {quantity}, the CPU {expected}":
    "der Selbsttest der GPU ergab {found} für {quantity}, die CPU {expected}",
  "training loss": "den Trainingsverlust",
  "training accuracy": "die Trainingsgenauigkeit",
  "test loss": "den Testverlust",
  "test accuracy": "die Testgenauigkeit",
  "Choose the CPU as the device: it computes the same, more slowly.":
    "Wähle die CPU als Gerät: Sie rechnet dasselbe, langsamer.",
  "the device failed: {reason}": "das Gerät ist ausgefallen: {reason}",
  "Go on on the CPU, or reload the page to try again.":
    "Mach auf der CPU weiter, oder lade die Seite neu, um es noch einmal zu versuchen.",
  "the trainer broke: {reason}": "der Trainer ist kaputtgegangen: {reason}",
  "Start the trainer again; what is on this page stays.":
    "Starte den Trainer neu; was auf dieser Seite ist, bleibt.",
  "unknown message: {reason}": "unbekannte Nachricht: {reason}",
  "Reload the page: it and its worker are of two versions.":
    "Lade die Seite neu: Sie und ihr Worker haben verschiedene Versionen.",
  "internal error: {reason}": "innerer Fehler: {reason}",
  "Please report this with what you did before.":
    "Bitte melde das mit dem, was du vorher getan hast.",
  "this checkpoint cannot be used: {reason}":
    "dieser Sicherungspunkt ist nicht zu benutzen: {reason}",
  "it belongs to a run with other settings":
    "er gehört zu einem Lauf mit anderen Einstellungen",
  "its steps do not fit the data: it learned from other images":
    "seine Schritte passen nicht zu den Daten: Er lernte aus anderen Bildern",
  "its metadata has no {key}": "in den Metadaten fehlt {key}",
  "it is of version {version}, and this one reads {oldest} to {newest}":
    "er hat Version {version}, gelesen werden {oldest} bis {newest}",
  "what its callbacks look at is of another number of epochs":
    "seine Callbacks betrachten eine andere Zahl von Epochen",
  "Start the run afresh.": "Beginne den Lauf neu.",
  "this model cannot be loaded: {reason}":
    "dieses Modell lässt sich nicht laden: {reason}",
  "it is no safetensors file: {reason}":
    "es ist keine safetensors-Datei: {reason}",
  "it is the checkpoint of a run, not a network":
    "es ist der Sicherungspunkt eines Laufs, kein Netz",
  "it is a file of another program: its metadata has no config":
    "es ist die Datei eines anderen Programms: In ihren Metadaten fehlt config",
  "its config cannot be read: {reason}":
    "ihr config ist nicht lesbar: {reason}",
  "it reads images of {format}, but the data here has {data}":
    "es liest Bilder von {format}, die Daten hier haben aber {data}",
  "it has {megabytes} MB, more than the {largest} MB of the largest network":
    "sie hat {megabytes} MB, mehr als die {largest} MB des größten Netzes",
  "rows, columns and classes of its metadata are not 1 to 64, 1 to 64 and 2 to 100":
    "rows, columns und classes in den Metadaten sind nicht 1 bis 64, 1 bis 64 und 2 bis 100",
  "it holds a tensor {name}, which its network does not have":
    "sie enthält einen Tensor {name}, den ihr Netz nicht hat",
  "its tensor {name} is missing": "ihr Tensor {name} fehlt",
  "its tensor {name} has the shape {shape}, but its network needs {needed}":
    "ihr Tensor {name} hat die Form {shape}, ihr Netz braucht aber {needed}",
  "its tensor {name} holds a number below 0, which no variance is":
    "ihr Tensor {name} enthält eine Zahl unter 0, was keine Varianz ist",
  "a network is one file": "ein Netz ist eine Datei",
  "it has {n_bytes} bytes, which is too few for a safetensors file":
    "sie hat {n_bytes} Bytes, zu wenige für eine safetensors-Datei",
  "its header is said to have {header_bytes} bytes, of {MAX_HEADER_BYTES} at most":
    "ihr Kopf soll {header_bytes} Bytes haben, erlaubt sind {MAX_HEADER_BYTES}",
  "it ends within its header: {missing_bytes} of {header_bytes} bytes are missing":
    "sie endet in ihrem Kopf: {missing_bytes} von {header_bytes} Bytes fehlen",
  "its header cannot be read: {reason}": "ihr Kopf ist nicht lesbar: {reason}",
  "{name} is in it twice": "{name} steht zweimal darin",
  "{name} begins at byte {begin} of the values, where {expected} is next":
    "{name} beginnt bei Byte {begin} der Werte, wo {expected} das nächste ist",
  "{name} is {shape}, which does not go with bytes {begin} to {end}":
    "{name} ist {shape}, was nicht zu den Bytes {begin} bis {end} passt",
  "{name} is {dtype}, expected F32": "{name} ist {dtype} statt F32",
  "{name} is missing": "{name} fehlt",
  "{found_bytes} bytes of values follow its header, which promises {expected_bytes}":
    "auf den Kopf folgen {found_bytes} Bytes Werte, versprochen sind {expected_bytes}",
  "{name} holds {value} at index {index}":
    "{name} enthält {value} an Stelle {index}",
  "Take a file that Download model gave for images like these.":
    "Nimm eine Datei, die „Modell herunterladen“ für solche Bilder gegeben hat.",
  "the run file cannot be read: {reason}":
    "die Datei des Laufs ist nicht lesbar: {reason}",
  "Take a file that Export run or a native run wrote.":
    "Nimm eine Datei, die „Lauf exportieren“ oder ein nativer Lauf geschrieben hat.",
  "Check the name of the folder, and that the file can be read.":
    "Prüfe den Namen des Ordners, und dass die Datei lesbar ist.",
  "Batch normalisation and dropout reduce overfitting: the gap between training and validation loss shrinks.":
    "Batch-Normalisierung und Dropout verringern die Überanpassung: Die Lücke zwischen Trainings- und Validierungsverlust schrumpft.",
  "Every model reaches about 98 % test accuracy within 15 epochs.":
    "Jedes Modell erreicht innerhalb von 15 Epochen etwa 98 % Testgenauigkeit.",
  "A shallow network already works well on MNIST: depth changes little.":
    "Schon ein flaches Netz funktioniert auf MNIST gut: Tiefe ändert wenig.",
  "These are not MNIST: 70,000 digits drawn by this page, {why}. Their figures cannot be compared with the notebook's.":
    "Das ist nicht MNIST: 70 000 Ziffern, die diese Seite gezeichnet hat, {why}. Ihre Werte sind mit denen des Notebooks nicht vergleichbar.",
  "{sizes} ReLU": "{sizes} ReLU",
  "{sizes} ReLU, batch norm": "{sizes} ReLU, Batch-Norm",
  "{sizes} ReLU, batch norm, dropout": "{sizes} ReLU, Batch-Norm, Dropout",
  "Linear softmax, no hidden layer":
    "Lineares Softmax, keine verdeckte Schicht",
};
