#include "ui/mainwindow/spectrogram_menu.h"

#include "ui/analyze/plot_view.h"
#include "ui/analyze/spectrogram_names.h"

#include <QActionGroup>
#include <QMenu>

#include <functional>

namespace dass {

namespace {

// A choice of one: what it sets, and whether it is set.
void addChoice(QMenu& menu, QActionGroup* group, PlotView& plots, const char* name, const QString& words,
               const std::function<void(SpectrogramSettings&)>& set,
               const std::function<bool(const SpectrogramSettings&)>& isSet)
{
    QAction* action = menu.addAction(words);
    action->setObjectName(QStringLiteral("spectrogram.") + QLatin1String(name));
    action->setCheckable(true);
    action->setChecked(isSet(plots.spectrogram()));
    group->addAction(action);
    QObject::connect(action, &QAction::triggered, &plots, [&plots, set] {
        SpectrogramSettings settings = plots.spectrogram();
        set(settings);
        plots.setSpectrogram(settings);
    });
    QObject::connect(&plots, &PlotView::spectrogramChanged, action, [&plots, action, isSet] {
        if (isSet(plots.spectrogram()))
            action->setChecked(true);
    });
}

} // namespace

void fillSpectrogramMenu(QMenu& menu, PlotView& plots)
{
    QMenu* maps = menu.addMenu(PlotView::tr("&Colours"));
    auto* mapGroup = new QActionGroup(maps);
    for (const ColourMapName& name : colourMapNames()) {
        addChoice(
            *maps, mapGroup, plots, name.name, spectrogramWords(name.words),
            [map = name.map](SpectrogramSettings& settings) { settings.map = map; },
            [map = name.map](const SpectrogramSettings& settings) { return settings.map == map; });
    }
    QMenu* scales = menu.addMenu(PlotView::tr("&Frequency axis"));
    auto* scaleGroup = new QActionGroup(scales);
    for (const FrequencyScaleName& name : frequencyScaleNames()) {
        addChoice(
            *scales, scaleGroup, plots, name.name, spectrogramWords(name.words),
            [scale = name.scale](SpectrogramSettings& settings) { settings.scale = scale; },
            [scale = name.scale](const SpectrogramSettings& settings) { return settings.scale == scale; });
    }
    QAction* form = menu.addAction(PlotView::tr("&Level range…"));
    form->setObjectName("spectrogram.level_range");
    form->setShortcut(QKeySequence("Ctrl+Shift+L"));
    QObject::connect(form, &QAction::triggered, &plots, &PlotView::editSpectrogram);
}

} // namespace dass
