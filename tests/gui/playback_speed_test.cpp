#include "tests/gui/playback_fixture.h"

#include <algorithm>
#include <cmath>
#include <span>

using namespace dass;

namespace {

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

} // namespace

// Faster and slower at the same pitch, and louder.
class PlaybackSpeedTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        m_path = writeRecording(m_folder.filePath(QStringLiteral("recording.wav")), fileSample);
        m_tones = writeRecording(m_folder.filePath(QStringLiteral("tones.wav")), toneSample);
        QVERIFY(!m_path.isEmpty() && !m_tones.isEmpty());
    }

    void init()
    {
        auto output = std::make_unique<FakeOutput>();
        m_output = output.get();
        m_player = std::make_unique<Player>(std::move(output), nullptr);
        m_player->setSource(m_path.toStdString());
    }

    void cleanup() { m_player.reset(); }

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
        QTRY_VERIFY_WITH_TIMEOUT((m_output->advance(24000), !finished.isEmpty()), 20000);
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

QTEST_GUILESS_MAIN(PlaybackSpeedTest)
#include "playback_speed_test.moc"
