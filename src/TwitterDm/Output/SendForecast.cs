using System.Globalization;

namespace TwitterDm.Output;

/// <summary>What it would take to send a number of messages, for the end of a preview.</summary>
internal static class SendForecast
{
    /// <summary>Such as <c>500 messages, 7.50 USD, done by 14:20.</c></summary>
    public static string Describe(DmConnection connection, int count)
    {
        var cost = string.Create(CultureInfo.InvariantCulture, $"{count:N0} messages, {count * connection.Prices.Message:0.00##} USD");
        return connection.ForecastMessages(count) is { } duration ? $"{cost}, done by {LocalTime(DateTime.Now + duration)}." : $"{cost}.";
    }

    private static string LocalTime(DateTime time) => time.ToString(time.Date == DateTime.Today ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
