using System.Globalization;
using TwitterDm.Text;

namespace TwitterDm.Output;

/// <summary>What it would take to send a number of messages, for the end of a preview.</summary>
internal static class SendForecast
{
    /// <summary>Such as <c>500 messages, 7.50 USD, done by 14:20.</c></summary>
    /// <param name="connection">The connection.</param>
    /// <param name="count">The number of messages.</param>
    /// <param name="chatCount">How many conversations of X Chat they go to.</param>
    /// <param name="sentBefore">How many the journal has as sent.</param>
    public static string Describe(DmConnection connection, int count, int chatCount = 0, int sentBefore = 0)
    {
        var cost = string.Create(
            CultureInfo.InvariantCulture,
            $"{CountText.Grouped(count, "message")}, {count * connection.Prices.Message:0.00##} USD");
        if (chatCount > 0)
        {
            cost += string.Create(
                CultureInfo.InvariantCulture,
                $", and about {chatCount * connection.Prices.Event:0.00##} USD to read the keys of {CountText.Grouped(chatCount, "conversation")} of X Chat");
        }

        var rest = sentBefore switch
        {
            0 => ".",
            1 => ". 1 was sent before, and is skipped.",
            _ => string.Create(CultureInfo.InvariantCulture, $". {sentBefore:N0} were sent before, and are skipped."),
        };
        return count > 0 && connection.ForecastMessages(count) is { } duration
            ? $"{cost}, done by {LocalTime(DateTime.Now + duration)}{rest}"
            : cost + rest;
    }

    private static string LocalTime(DateTime time)
        => time.ToString(time.Date == DateTime.Today ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
