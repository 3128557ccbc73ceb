#include "tests/gui/find_in_window.h"
#include "tests/gui/shell_fixture.h"
#include "ui/analyze/analyze_view.h"
#include "ui/analyze/picture_dialog.h"
#include "ui/analyze/plot_view.h"
#include "ui/analyze/spectrogram_form.h"
#include "ui/mainwindow/main_window.h"
#include "ui/plots/time_viewport.h"
#include "ui/style/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QSpinBox>
#include <QSvgRenderer>
#include <QToolButton>

#include <algorithm>
#include <cmath>

using namespace dass;

namespace {

template <class Widget>
Widget* named(const QWidget& window, const QString& name)
{
    for (auto* widget : window.findChildren<Widget*>())
        if (widget->accessibleName() == name)
            return widget;
    return nullptr;
}

QPushButton* buttonWith(const QWidget& window, const QString& text)
{
    for (auto* button : window.findChildren<QPushButton*>())
        if (button->text() == text)
            return button;
    return nullptr;
}

QByteArray contents(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Mean difference of two pictures in a rectangle, of 255, a channel.
double difference(const QImage& a, const QImage& b, const QRect& part)
{
    double sum = 0;
    for (int y = part.top(); y <= part.bottom(); ++y) {
        for (int x = part.left(); x <= part.right(); ++x) {
            const QColor one = a.pixelColor(x, y);
            const QColor other = b.pixelColor(x, y);
            sum += std::abs(one.red() - other.red()) + std::abs(one.green() - other.green()) +
                   std::abs(one.blue() - other.blue());
        }
    }
    return sum / (3.0 * part.width() * part.height());
}

// The window on a tagged recording whose spectrogram is drawn.
class Shown
{
public:
    Shown() : window(std::make_unique<MainWindow>(shell.settings, *shell.session, QString()))
    {
        window->resize(1200, 900);
        window->show();
        ready = shell.waitForBatch({shell.makeRecording("a.wav", 6)}) &&
                QTest::qWaitFor([&] { return shell.recording(0).decode == DecodeState::Finished; }, 20000);
        ready = ready && QTest::qWaitFor([&] { return !shell.session->digest().summary.empty(); }, 20000);
        ready = ready && isDrawn(); // with all rows of the heat strip
    }

    PlotView& plots() const { return *window->analyzeView()->plots(); }
    PlotStack& stack() const { return *plots().stack(); }
    bool isDrawn() const
    {
        QSignalSpy drawn(&stack(), &PlotStack::drawn);
        stack().refresh();
        return drawn.wait(30000) && QTest::qWaitFor([&] { return stack().isComplete(); }, 20000);
    }
    QImage spectrogram() const { return stack().grab(stack().spectrogramRect()).toImage(); }

    // Nothing after a failure.
    QByteArray save(const QString& track, const QString& format, const QSize& size, const QString& name) const
    {
        PictureDialog dialog(*shell.session, plots(), nullptr);
        auto* tracks = named<QComboBox>(dialog, "What the picture shows");
        auto* formats = named<QComboBox>(dialog, "Format of the picture");
        auto* scales = named<QComboBox>(dialog, "Resolution");
        tracks->setCurrentIndex(tracks->findText(track));
        named<QLineEdit>(dialog, "File")->setText(shell.path(name));
        formats->setCurrentIndex(formats->findText(format));
        scales->setCurrentIndex(0);
        named<QSpinBox>(dialog, "Width")->setValue(size.width());
        named<QSpinBox>(dialog, "Height")->setValue(size.height());
        QSignalSpy saved(&dialog, &PictureDialog::saved);
        buttonWith(dialog, "Save")->click();
        if (saved.isEmpty() && !saved.wait(20000))
            return {};
        return contents(saved.first().first().toString());
    }

    ShellFixture shell;
    std::unique_ptr<MainWindow> window;
    bool ready = false;
};

} // namespace

// How the plots are drawn and saved, through the window, offscreen.
class ShellPlotsTest : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { Theme::install(*qApp, ThemeChoice::Light); }
    void remembersHowTheSpectrogramIsDrawn();
    void drawsOnlyTheRangeOfLevels();
    void opensTheFormAtThePlot();
    void readsTheFrequencyOffTheAxisThatIsDrawn();
    void savesAPngOfWhatIsSeen();
    void savesAnSvgThatOpens();
    void savesAPdfOfTheSize();
    void savesOneTrack_data();
    void savesOneTrack();
    void asksBeforeItReplacesAPicture();
    void saysWhyAPictureWasNotWritten();
    void anAxisHasOneLengthWhileAGrownRecordingIsDecoded();
};

void ShellPlotsTest::remembersHowTheSpectrogramIsDrawn()
{
    ShellFixture shell;
    {
        MainWindow window(shell.settings, *shell.session, {});
        PlotView& plots = *window.analyzeView()->plots();
        QVERIFY(actionNamed(window, "Mel")->isChecked());
        actionNamed(window, "Linear")->trigger();
        QCOMPARE(plots.spectrogram().scale, FrequencyScale::Linear);
        SpectrogramForm form(plots);
        auto* scale = named<QComboBox>(form, "Frequency axis");
        auto* low = named<QDoubleSpinBox>(form, "Lowest level");
        auto* high = named<QDoubleSpinBox>(form, "Highest level");
        QVERIFY(scale && low && high);
        QCOMPARE(scale->currentText(), QString("Linear"));
        scale->setCurrentIndex(scale->findText("Logarithmic"));
        QVERIFY(actionNamed(window, "Logarithmic")->isChecked());
        high->setValue(-10);
        low->setValue(0); // not above the other
        QCOMPARE(low->value(), -11.0);
        low->setValue(-70);
        QCOMPARE(plots.spectrogram().floorDb, -70.0);
    }
    const MainWindow window(shell.settings, *shell.session, {});
    const SpectrogramSettings& settings = window.analyzeView()->plots()->spectrogram();
    QCOMPARE(settings.scale, FrequencyScale::Log);
    QCOMPARE(settings.floorDb, -70.0);
    QCOMPARE(settings.ceilingDb, -10.0);
    QVERIFY(actionNamed(window, "Logarithmic")->isChecked());
}

void ShellPlotsTest::drawsOnlyTheRangeOfLevels()
{
    const Shown shown;
    QVERIFY(shown.ready);
    SpectrogramSettings settings;
    settings.map = ColourMap::Grey;
    const auto blackShare = [&] {
        const QImage image = shown.spectrogram();
        int black = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                black += qRed(image.pixel(x, y)) == 0;
        return static_cast<double>(black) / (image.width() * image.height());
    };
    shown.plots().setSpectrogram(settings);
    QVERIFY(shown.isDrawn());
    const double wide = blackShare();
    settings.floorDb = -6;
    shown.plots().setSpectrogram(settings);
    QVERIFY(shown.isDrawn());
    const double narrow = blackShare();
    QVERIFY2(narrow > wide + 0.05, qPrintable(QString("%1 %2").arg(wide).arg(narrow)));
}

void ShellPlotsTest::opensTheFormAtThePlot()
{
    const Shown shown;
    QVERIFY(shown.ready);
    QToolButton* button = nullptr;
    for (auto* candidate : shown.plots().findChildren<QToolButton*>())
        if (candidate->toolTip().contains("frequency axis"))
            button = candidate;
    QVERIFY(button && button->isVisible());
    QVERIFY(button->geometry().top() > shown.stack().spectrogramRect().top());
    QVERIFY(button->geometry().bottom() < shown.stack().spectrogramRect().bottom());
    button->click();
    auto* form = shown.plots().findChild<SpectrogramForm*>();
    QVERIFY(form && form->isVisible());
    form->close();
}

void ShellPlotsTest::readsTheFrequencyOffTheAxisThatIsDrawn()
{
    const Shown shown;
    QVERIFY(shown.ready);
    auto* overlay = shown.stack().findChild<QWidget*>("overlay");
    QVERIFY(overlay);
    QSignalSpy hovers(&shown.stack(), &PlotStack::hovered);
    const QRect track = shown.stack().spectrogramRect();
    const QPoint at(track.center().x(), track.top() + track.height() / 4);
    for (const FrequencyScale scale : {FrequencyScale::Mel, FrequencyScale::Linear, FrequencyScale::Log}) {
        SpectrogramSettings settings = shown.plots().spectrogram();
        settings.scale = scale;
        shown.plots().setSpectrogram(settings);
        hovers.clear();
        QTest::mouseMove(overlay, at + QPoint(1, 0));
        QTest::mouseMove(overlay, at);
        QTRY_VERIFY(!hovers.isEmpty());
        const auto hover = hovers.last().first().value<PlotHover>();
        const double wanted = hertzAt(scale, 1 - (at.y() - track.top()) / static_cast<double>(track.height()));
        QVERIFY2(std::abs(hover.hertz.value_or(0) - wanted) < 1, qPrintable(QString::number(hover.hertz.value_or(0))));
        QVERIFY(hover.decibels.has_value());
    }
}

void ShellPlotsTest::savesAPngOfWhatIsSeen()
{
    const Shown shown;
    QVERIFY(shown.ready);
    shown.plots().viewport()->setRange(16000, 48000);
    QVERIFY(shown.isDrawn());
    const QImage seen = shown.stack().grab().toImage();
    const QImage saved = QImage::fromData(shown.save("all tracks", "PNG", shown.stack().size(), "a.png"));
    QCOMPARE(saved.size(), shown.stack().size());
    const QRect track = shown.stack().spectrogramRect();
    QVERIFY2(difference(saved, seen, track) < 2, qPrintable(QString::number(difference(saved, seen, track))));
    const QImage wider = QImage::fromData(shown.save("all tracks", "PNG", QSize(1500, 1000), "b.png"));
    QCOMPARE(wider.size(), QSize(1500, 1000));
}

void ShellPlotsTest::savesAnSvgThatOpens()
{
    const Shown shown;
    QVERIFY(shown.ready);
    shown.plots().viewport()->setRange(16000, 48000); // curves and tiles go on beyond the tracks
    QVERIFY(shown.isDrawn());
    const QSize size(900, 700);
    QSvgRenderer svg(shown.save("all tracks", "SVG", size, "a.svg"));
    QVERIFY(svg.isValid());
    QCOMPARE(svg.viewBox().size(), size);
    QImage drawn(size, QImage::Format_RGB32);
    drawn.fill(Qt::green);
    QPainter painter(&drawn);
    svg.render(&painter);
    painter.end();
    const QImage png = QImage::fromData(shown.save("all tracks", "PNG", size, "a.png"));
    QCOMPARE(png.size(), size);
    QVERIFY2(difference(drawn, png, drawn.rect()) < 6,
             qPrintable(QString::number(difference(drawn, png, drawn.rect()))));
    const QRect gutter(0, 0, 8, size.height()); // nothing of a track in it
    QVERIFY(difference(drawn, png, gutter) < 1);
}

void ShellPlotsTest::savesAPdfOfTheSize()
{
    const Shown shown;
    QVERIFY(shown.ready);
    const QByteArray pdf = shown.save("all tracks", "PDF", QSize(800, 600), "a.pdf");
    QVERIFY(pdf.startsWith("%PDF-"));
    QVERIFY(pdf.trimmed().endsWith("%%EOF"));
    const QRegularExpression box(R"(/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\])");
    const QRegularExpressionMatch match = box.match(QString::fromLatin1(pdf));
    QVERIFY(match.hasMatch());
    QCOMPARE(match.captured(1).toDouble(), 600.0); // points
    QCOMPARE(match.captured(2).toDouble(), 450.0);
    QCOMPARE(pdf.count("/Type /Page\n"), 1);
}

void ShellPlotsTest::savesOneTrack_data()
{
    QTest::addColumn<QString>("track");
    QTest::addColumn<int>("rows"); // that the track has at least
    QTest::newRow("spectrogram") << "spectrogram" << 150;
    QTest::newRow("waveform") << "waveform" << 150;
    QTest::newRow("probability") << "probability" << 150;
    QTest::newRow("heat strip") << "heat strip" << 13;
}

void ShellPlotsTest::savesOneTrack()
{
    QFETCH(QString, track);
    QFETCH(int, rows);
    const Shown shown;
    QVERIFY(shown.ready);
    const QSize size(700, 200);
    const QImage picture = QImage::fromData(shown.save(track, "PNG", size, "a.png"));
    QCOMPARE(picture.size(), size);
    const QColor around = picture.pixelColor(2, size.height() - 1);
    int own = 0;
    for (int y = 0; y < size.height(); ++y)
        own += picture.pixelColor(size.width() - 20, y) != around;
    QVERIFY2(own >= rows, qPrintable(QString::number(own)));
    QSvgRenderer svg(shown.save(track, "SVG", size, "a.svg"));
    QVERIFY(svg.isValid());
}

void ShellPlotsTest::asksBeforeItReplacesAPicture()
{
    const Shown shown;
    QVERIFY(shown.ready);
    QFile old(shown.shell.path("a.png"));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("mine");
    old.close();
    auto* action = actionNamed(*shown.window, "Save picture…");
    QVERIFY(action && action->isEnabled());
    action->trigger();
    auto* dialog = shown.window->findChild<PictureDialog*>();
    QVERIFY(dialog);
    QSignalSpy saved(dialog, &PictureDialog::saved);
    QPushButton* save = buttonWith(*dialog, "Save");
    save->click();                                  // beside the recording, under its name
    QTRY_COMPARE(save->text(), QString("Replace")); // once the disk has been asked
    QCOMPARE(contents(old.fileName()), QByteArray("mine"));
    save->click();
    QVERIFY(saved.wait(20000));
    QVERIFY(!QImage::fromData(contents(old.fileName())).isNull());
}

void ShellPlotsTest::saysWhyAPictureWasNotWritten()
{
    const Shown shown;
    QVERIFY(shown.ready);
    PictureDialog dialog(*shown.shell.session, shown.plots(), nullptr);
    QSignalSpy closed(&dialog, &QDialog::finished);
    named<QLineEdit>(dialog, "File")->setText(shown.shell.path("no/folder/a.png"));
    buttonWith(dialog, "Save")->click();
    QVERIFY(!buttonWith(dialog, "Save")->isEnabled());
    QTRY_VERIFY(buttonWith(dialog, "Save")->isEnabled());
    bool said = false;
    for (const auto* label : dialog.findChildren<QLabel*>())
        said = said || (!label->isHidden() && label->text().contains("a.png"));
    QVERIFY(said);
    QCOMPARE(closed.count(), 0);
}

// The session's coarse picture is shorter than the recording, and what is decoded ends between the two: each of the
// pictures on the axis used to bring the other.
void ShellPlotsTest::anAxisHasOneLengthWhileAGrownRecordingIsDecoded()
{
    ShellFixture shell;
    MainWindow window(shell.settings, *shell.session, {});
    QVERIFY(shell.waitForBatch({shell.makeRecording("was.wav", 4), shell.makeRecording("is.wav", 6)}));
    AnalyzeSession& session = *shell.session;
    OpenRecording& was = *session.recordings()[0];
    OpenRecording& grown = *session.recordings()[1];
    session.setCurrent(&was);
    QTRY_COMPARE(was.decode, DecodeState::Finished);
    const auto waveform = was.waveform;
    const auto mel = was.mel;
    session.setCurrent(&grown);
    QTRY_COMPARE(grown.decode, DecodeState::Finished);
    grown.quickWaveform = waveform;
    grown.quickMel = mel;
    grown.decode = DecodeState::Running;
    grown.decodedSamples = 5 * 16000;
    Q_EMIT session.overviewChanged();
    TimeViewport& viewport = *window.analyzeView()->plots()->viewport();
    QCOMPARE(viewport.length(), 6 * 16000);
    viewport.setRange(0, 3 * 16000); // decoded: the fine picture
    QCOMPARE(viewport.end(), 3.0 * 16000);
    viewport.setRange(0, 6 * 16000); // not all of it: the coarse one
    QCOMPARE(viewport.end(), 6.0 * 16000);
}

QTEST_MAIN(ShellPlotsTest)
#include "shell_plots_test.moc"
