using System.Text;
using TwitterDm.Auth.SignIn;

namespace TwitterDm.Core.Tests.Auth.SignIn;

public sealed class CallbackPageTests
{
    [Fact]
    public void Text_from_x_is_encoded()
    {
        var error = SignInErrors.Refused("<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>\u202Egnp");

        var page = Encoding.UTF8.GetString(CallbackPage.Failed(error));

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\u202E', page);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_is_not_cached_and_loads_nothing()
    {
        var page = Encoding.UTF8.GetString(CallbackPage.SignedIn());
        var (head, body) = (page[..page.IndexOf("\r\n\r\n", StringComparison.Ordinal)], page[(page.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nCache-Control: no-store\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nContent-Security-Policy: default-src 'none'; style-src 'sha256-", head, StringComparison.Ordinal);
        Assert.Contains($"\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n", head, StringComparison.Ordinal);
    }
}
