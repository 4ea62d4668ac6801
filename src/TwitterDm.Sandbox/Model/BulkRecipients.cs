using System.Globalization;

namespace TwitterDm.Sandbox.Model;

/// <summary>A thousand people who have not written yet and accept all messages, for tests that send to many recipients.</summary>
internal static class BulkRecipients
{
    public const int Size = 1000;

    private const long BeforeFirstId = 1_460_000_000_000_000_000;

    public static IReadOnlyList<Person> Readers { get; } = [.. Enumerable.Range(1, Size).Select(Reader)];

    private static Person Reader(int number) => new(
        BeforeFirstId + number,
        string.Create(CultureInfo.InvariantCulture, $"reader_{number:0000}"),
        string.Create(CultureInfo.InvariantCulture, $"Reader {number}")) { Connections = ["followed_by"] };
}
