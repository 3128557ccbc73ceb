#include "app/playback/decode_ahead.h"
#include "app/playback/heard_clock.h"
#include "app/playback/player.h"
#include "app/playback/sound_output.h"
#include "core/audio/audio_reader.h"

#include <QDataStream>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <stop_token>

using namespace dass;

namespace {

constexpr int kRate = 48000;
constexpr int kSeconds = 4;

// Never zero, so that silence is told from sound; different everywhere within a second.
qint16 fileSample(std::int64_t index)
{
    return static_cast<qint16>(1000 + index * 7919 % 29989);
}

// A tone that rises by 100 Hz every half second, from 400 Hz.
double toneAt(std::int64_t index)
{
    return 400 + 100 * static_cast<double>(index / (kRate / 2));
}

qint16 toneSample(std::int64_t index)
{
    return static_cast<qint16>(
        std::lround(8000 * std::sin(2 * M_PI * toneAt(index) * static_cast<double>(index) / kRate + 0.3)));
}

template <class Sample>
QString writeRecording(const QString& path, Sample sample)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly)) {
        return {};
    }
    QDataStream stream(&file);
    stream.setByteOrder(QDataStream::LittleEndian);
    constexpr quint32 kBytes = kRate * kSeconds * 2;
    stream.writeRawData("RIFF", 4);
    stream << quint32{36 + kBytes};
    stream.writeRawData("WAVEfmt ", 8);
    stream << quint32{16} << quint16{1} << quint16{1} << quint32{kRate} << quint32{kRate * 2} << quint16{2}
           << quint16{16};
    stream.writeRawData("data", 4);
    stream << kBytes;
    for (std::int64_t i = 0; i < std::int64_t{kRate} * kSeconds; ++i) {
        stream << sample(i);
    }
    return path;
}

// Of a tone, by its zero crossings.
double frequencyOf(std::span<const float> samples)
{
    int crossings = 0;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        crossings += (samples[i - 1] < 0) != (samples[i] < 0) ? 1 : 0;
    }
    return crossings / 2.0 * kRate / static_cast<double>(samples.size());
}

// A device whose time is in the test's hands.
class FakeOutput : public SoundOutput
{
public:
    int sampleRate() const override { return present ? kRate : 0; }
    bool start(Source source, QString& reason) override
    {
        if (!present) {
            reason = QStringLiteral("no output");
            return false;
        }
        m_source = std::move(source);
        m_heard = 0;
        suspended = false;
        played.clear();
        return true;
    }
    void suspend() override { suspended = true; }
    void resume() override { suspended = false; }
    void stop() override { m_source = nullptr; }
    void setVolume(double linear) override { volume = linear; }
    std::int64_t heardSamples() const override { return m_heard; }

    // Lets so many samples sound; keeps those that are not silence.
    void advance(std::size_t samples)
    {
        if (!m_source || suspended) {
            return;
        }
        std::vector<float> block(samples);
        m_source(block);
        m_heard += static_cast<std::int64_t>(samples);
        std::ranges::copy_if(block, std::back_inserter(played), [](float sample) { return sample != 0; });
    }
    bool isRunning() const { return m_source != nullptr; }

    bool present = true;
    bool suspended = false;
    double volume = 1;
    std::vector<float> played;

private:
    Source m_source;
    std::int64_t m_heard = 0;
};

} // namespace

class PlaybackTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_path = writeRecording(m_folder.filePath(QStringLiteral("recording.wav")), fileSample);
        m_tones = writeRecording(m_folder.filePath(QStringLiteral("tones.wav")), toneSample);
        QVERIFY(!m_tones.isEmpty());
        QVERIFY(!m_path.isEmpty());
    }

    void init()
    {
        auto output = std::make_unique<FakeOutput>();
        m_output = output.get();
        m_player = std::make_unique<Player>(std::move(output), nullptr);
        m_player->setSource(m_path.toStdString());
    }

    void cleanup() { m_player.reset(); }

    void playsTheFilesSamplesFromTheStart()
    {
        m_player->play(16000); // 1 s
        playAtLeast(10000);
        for (std::size_t i = 0; i < m_output->played.size(); ++i) {
            const float expected = static_cast<float>(fileSample(kRate + static_cast<std::int64_t>(i))) / 32768.0F;
            QVERIFY2(std::abs(m_output->played[i] - expected) < 1e-6F, qPrintable(QString::number(i)));
        }
    }

    void positionIsWhatIsHeard()
    {
        QSignalSpy positions(m_player.get(), &Player::positionChanged);
        m_player->play(8000);
        playAtLeast(9600); // 0.2 s of the file
        const auto exact = 8000 + static_cast<std::int64_t>(m_output->played.size()) / 3;
        QTRY_VERIFY(m_player->position() >= exact);
        // The clock may run ahead of a device that stands still by 0.1 s at most, and only so far.
        QVERIFY(m_player->position() <= exact + 1600);
        QVERIFY(!positions.isEmpty());
        QCOMPARE(positions.last().first().toLongLong(), m_player->position());
    }

    void stopsAtTheEndOfTheSelection()
    {
        QSignalSpy finished(m_player.get(), &Player::finished);
        m_player->play(16000, 24000);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(1200), !finished.isEmpty()), 10000);
        QCOMPARE(finished.size(), 1);
        QCOMPARE(m_player->state(), Player::State::Stopped);
        QCOMPARE(m_player->position(), 24000);
        QVERIFY(!m_output->isRunning());
    }

    void stopsAtTheEndOfTheRecording()
    {
        QSignalSpy finished(m_player.get(), &Player::finished);
        m_player->play(60000);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(1200), !finished.isEmpty()), 10000);
        QCOMPARE(m_player->position(), 16000 * kSeconds);
    }

    void loopsWithoutAGap()
    {
        QSignalSpy finished(m_player.get(), &Player::finished);
        m_player->setLoop(true);
        m_player->play(16000, 16800); // 2400 samples of the file
        playAtLeast(2400 * 3);
        for (std::size_t i = 0; i < m_output->played.size(); ++i) {
            const float expected =
                static_cast<float>(fileSample(kRate + static_cast<std::int64_t>(i % 2400))) / 32768.0F;
            QVERIFY2(std::abs(m_output->played[i] - expected) < 1e-6F, qPrintable(QString::number(i)));
        }
        QTRY_VERIFY(m_player->position() >= 16000 && m_player->position() <= 16800);
        m_player->setLoop(false);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(1200), !finished.isEmpty()), 10000);
        QCOMPARE(m_player->position(), 16800);
    }

    void otherSpeedsKeepThePitchAndThePlace_data()
    {
        QTest::addColumn<double>("speed");
        for (const double speed : {0.5, 0.75, 1.0, 1.5, 2.0}) {
            QTest::addRow("%g", speed) << speed;
        }
    }
    void otherSpeedsKeepThePitchAndThePlace()
    {
        QFETCH(double, speed);
        QSignalSpy finished(m_player.get(), &Player::finished);
        m_player->setSource(m_tones.toStdString());
        m_player->setSpeed(speed);
        m_player->play(0);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(2400), !finished.isEmpty()), 20000);
        QCOMPARE(m_player->position(), 16000 * kSeconds);
        const auto& played = m_output->played;
        // But for the last piece, which fades into silence.
        QVERIFY2(std::abs(static_cast<double>(played.size()) - kRate * kSeconds / speed) < 0.05 * kRate,
                 qPrintable(QString::number(played.size())));
        for (std::int64_t step = 0; step < 2 * kSeconds; ++step) {
            const std::int64_t source = step * kRate / 2 + kRate / 4; // in the middle of a tone
            const auto half = static_cast<std::size_t>(kRate / 8 / speed);
            const std::span<const float> all(played);
            const auto part =
                all.subspan(static_cast<std::size_t>(static_cast<double>(source) / speed) - half, 2 * half);
            const double found = frequencyOf(part);
            QVERIFY2(std::abs(found - toneAt(source)) < 25,
                     qPrintable(QStringLiteral("%1 Hz for %2 Hz").arg(found).arg(toneAt(source))));
        }
    }

    void positionFollowsTheSpeed()
    {
        for (const double speed : {0.5, 2.0}) {
            init();
            m_player->setSpeed(speed);
            m_player->play(8000);
            playAtLeast(24000); // 0.5 s of sound
            const double exact = 8000 + static_cast<double>(m_output->played.size()) / 3 * speed;
            QTRY_VERIFY(static_cast<double>(m_player->position()) >= exact - 16 * speed);
            QVERIFY(static_cast<double>(m_player->position()) <= exact + 1600 * speed + 16);
        }
    }

    void loopsAtAnotherSpeed()
    {
        QSignalSpy finished(m_player.get(), &Player::finished);
        m_player->setSource(m_tones.toStdString());
        m_player->setSpeed(2);
        m_player->setLoop(true);
        m_player->play(16000, 24000); // 600 Hz for half a second, heard in a quarter
        playAtLeast(60000);
        QVERIFY(finished.isEmpty());
        QVERIFY(m_player->position() >= 16000 && m_player->position() <= 24000);
        for (std::size_t at = 1000; at + 10000 < 60000; at += 12000) {
            const double found = frequencyOf(std::span<const float>(m_output->played).subspan(at, 9600));
            QVERIFY2(std::abs(found - 600) < 25, qPrintable(QString::number(found)));
        }
        m_player->setLoop(false);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(1200), !finished.isEmpty()), 10000);
        QCOMPARE(m_player->position(), 24000);
    }

    void anotherSpeedGoesOnFromThePlace()
    {
        QSignalSpy finished(m_player.get(), &Player::finished);
        m_player->play(16000, 48000);
        playAtLeast(9600);
        QTRY_VERIFY(m_player->position() > 16000);
        const std::int64_t before = m_player->position();
        m_player->setSpeed(2);
        QCOMPARE(m_player->state(), Player::State::Playing);
        QVERIFY(m_player->position() >= before);
        playAtLeast(100);
        m_player->pause();
        const std::int64_t paused = m_player->position();
        m_player->setSpeed(1);
        QCOMPARE(m_player->state(), Player::State::Paused);
        QCOMPARE(m_player->position(), paused);
        m_player->resume();
        playAtLeast(100);
        const double expected = static_cast<double>(fileSample(paused * 3)) / 32768;
        QVERIFY2(std::abs(static_cast<double>(m_output->played.front()) - expected) < 1e-6,
                 "the file's own samples again");
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(1200), !finished.isEmpty()), 10000);
        QCOMPARE(m_player->position(), 48000); // the selection holds
        m_player->setSpeed(17);
        QCOMPARE(m_player->speed(), Player::kFastest);
    }

    void gainAmplifiesAndCutsOff()
    {
        m_player->setGain(20); // ten times
        m_player->play(0);
        playAtLeast(5000);
        bool cut = false;
        for (std::size_t i = 0; i < m_output->played.size(); ++i) {
            const float wanted = static_cast<float>(fileSample(static_cast<std::int64_t>(i))) / 32768.0F * 10;
            cut = cut || wanted > 1;
            QVERIFY2(std::abs(m_output->played[i] - std::min(wanted, 1.0F)) < 1e-5F, qPrintable(QString::number(i)));
        }
        QVERIFY(cut);
        m_player->setGain(0); // at once, while it plays
        const std::size_t before = m_output->played.size();
        playAtLeast(before + 100);
        const float next = static_cast<float>(fileSample(static_cast<std::int64_t>(before))) / 32768.0F;
        QVERIFY(std::abs(m_output->played[before] - next) < 1e-6F);
        m_player->setGain(100);
        QCOMPARE(m_player->gain(), Player::kMostGain);
    }

    void pausesAndGoesOn()
    {
        m_player->play(0);
        playAtLeast(4800);
        m_player->pause();
        QCOMPARE(m_player->state(), Player::State::Paused);
        QVERIFY(m_output->suspended);
        const std::size_t before = m_output->played.size();
        m_output->advance(1000);
        QCOMPARE(m_output->played.size(), before);
        m_player->resume();
        QCOMPARE(m_player->state(), Player::State::Playing);
        playAtLeast(before + 1000);
        const float next = static_cast<float>(fileSample(static_cast<std::int64_t>(before))) / 32768.0F;
        QVERIFY(std::abs(m_output->played[before] - next) < 1e-6F);
    }

    void seeksWhilePlaying()
    {
        m_player->play(0);
        playAtLeast(1000);
        m_player->seek(32000); // 2 s
        QCOMPARE(m_player->state(), Player::State::Playing);
        playAtLeast(1000);
        QVERIFY(std::abs(m_output->played.front() - static_cast<float>(fileSample(2 * kRate)) / 32768.0F) < 1e-6F);
    }

    void saysThatThereIsNoDevice()
    {
        m_output->present = false;
        QSignalSpy notices(m_player.get(), &Player::notice);
        m_player->play(0);
        QCOMPARE(notices.size(), 1);
        QCOMPARE(m_player->state(), Player::State::Stopped);
        m_player->seek(1234);
        QCOMPARE(m_player->position(), 1234);
    }

    void saysThatTheDeviceWentAway()
    {
        QSignalSpy notices(m_player.get(), &Player::notice);
        m_player->play(0);
        playAtLeast(100);
        Q_EMIT m_output->failed(QStringLiteral("gone"));
        QCOMPARE(notices.size(), 1);
        QCOMPARE(m_player->state(), Player::State::Stopped);
    }

    void saysThatAFileCannotBeRead()
    {
        QFile noise(m_folder.filePath(QStringLiteral("noise.wav")));
        QVERIFY(noise.open(QIODevice::WriteOnly));
        noise.write("this is not a recording");
        noise.close();
        QSignalSpy notices(m_player.get(), &Player::notice);
        QSignalSpy finished(m_player.get(), &Player::finished);
        m_player->setSource(noise.fileName().toStdString());
        m_player->play(0);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(100), !notices.isEmpty()), 10000);
        QVERIFY(notices.first().first().toString().contains(QStringLiteral("noise.wav")));
        QVERIFY(finished.isEmpty());
        QCOMPARE(m_player->state(), Player::State::Stopped);
    }

    void mayBeDestroyedAtAnyTime()
    {
        for (int i = 0; i < 50; ++i) {
            init();
            m_player->play(i * 1000);
            m_output->advance(static_cast<std::size_t>(i) * 10);
            if (i % 3 == 0) {
                QCoreApplication::processEvents();
            }
            m_player.reset();
        }
    }

    void stopsWhenASlotStopsIt()
    {
        connect(m_player.get(), &Player::positionChanged, m_player.get(), [this] { m_player->stop(); });
        m_player->play(0);
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(1200), m_player->state() == Player::State::Stopped), 10000);
    }

    // Else stopping would wait until all that lies before a far position is decoded.
    void seekingEndsWhenItIsStopped()
    {
        AudioReader reader(m_path.toStdString());
        std::stop_source stopped;
        stopped.request_stop();
        reader.seek(32000, stopped.get_token());
        QVERIFY(reader.position() < 32000);
        reader.seek(32000);
        QCOMPARE(reader.position(), 32000);
        std::vector<float> after(100);
        QCOMPARE(reader.read(after), after.size());
        std::vector<float> straight(32100);
        QCOMPARE(AudioReader(m_path.toStdString()).read(straight), straight.size());
        QVERIFY(std::equal(after.begin(), after.end(), straight.begin() + 32000));
    }

    void silenceWhileDecodingIsLateHoldsThePosition()
    {
        DecodeAhead::Stretch stretch;
        stretch.path = m_path.toStdString();
        stretch.start = 500;
        DecodeAhead decode(stretch);
        std::vector<float> block(100);
        decode.read(block);
        // Whether or not the thread was quick enough, the first output sample is the start of the stretch.
        QCOMPARE(decode.sourceAt(0), 500);
    }

    void clockRunsOnBetweenTheDevicesSteps()
    {
        HeardClock clock(1000); // a sample a millisecond
        QCOMPARE(clock.update(0, 0), 0);
        QCOMPARE(clock.update(0, 50), 0); // nothing has sounded yet
        QCOMPARE(clock.update(40, 60), 40);
        QCOMPARE(clock.update(40, 75), 55);
        QCOMPARE(clock.update(40, 500), 140);  // a device that stands still
        QCOMPARE(clock.update(100, 510), 140); // never back
        QCOMPARE(clock.update(150, 560), 150);
    }

private:
    void playAtLeast(std::size_t samples)
    {
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(4800), m_output->played.size() >= samples), 10000);
    }

    QTemporaryDir m_folder;
    QString m_path;
    QString m_tones;
    FakeOutput* m_output = nullptr;
    std::unique_ptr<Player> m_player;
};

QTEST_GUILESS_MAIN(PlaybackTest)
#include "playback_test.moc"
