using System.Globalization;
using System.Text.Json;
using TwitterDm.Testing.Browsers;
using TwitterDm.Transcripts;
using static TwitterDm.Core.Tests.Transcripts.Html.SamplePart;

namespace TwitterDm.Core.Tests.Transcripts.Html;

/// <summary>Pages in a real browser: their layout, what they load, and what becomes of hostile text.</summary>
public sealed class HtmlTranscriptBrowserTests : IClassFixture<HtmlTranscriptBrowserTests.OneBrowser>, IDisposable
{
    private const int Phone = 360;
    private const int Desktop = 1280;

    // Everything that a page consists of.
    private const string Elements =
        "A,ARTICLE,B,BDI,BLOCKQUOTE,BODY,DD,DETAILS,DIV,DL,DT,FOOTER,H1,H2,H3,HEAD,HEADER,HTML,IMG,LI,LINK,MAIN,META,NAV,OL,P,SECTION,SPAN,STYLE,SUMMARY,TIME,TITLE,UL,WBR";
    private const string Attributes =
        "alt,aria-hidden,aria-label,aria-labelledby,charset,class,content,datetime,decoding,dir,height,href,http-equiv,id,lang,loading,name,rel,src,tabindex,target,title,width";

    private readonly OneBrowser _fixture;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("twitterdm-page-");

    public HtmlTranscriptBrowserTests(OneBrowser fixture) => _fixture = fixture;

    private Browser Browser => _fixture.Browser!;

    public void Dispose() => _folder.Delete(recursive: true);

    [BrowserFact]
    public async Task Nothing_is_wider_than_the_screen()
    {
        foreach (var page in new[] { Samples.Everything(_folder.FullName), Samples.Hostile() })
        {
            foreach (var width in new[] { Phone, Desktop })
            {
                await OpenAsync(page, width);
                Assert.InRange((await Browser.EvaluateAsync("document.documentElement.scrollWidth")).GetInt32(), 1, width);
                Assert.Equal(
                    "",
                    await TextAsync(
                        $"[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > {width} + .5).map(e => e.outerHTML.slice(0, 200)).join('\\n')"));
            }
        }
    }

    [BrowserFact]
    public async Task Nothing_is_requested_and_the_policy_is_not_violated()
    {
        foreach (var part in new[] { Samples.Everything(_folder.FullName), Samples.Hostile() })
        {
            using var server = new LoopbackPage(Samples.PageOf(part));
            var address = new Uri($"http://127.0.0.1:{server.Port}/");
            await Browser.RequestsAsync();
            await Browser.ComplaintsAsync();
            await Browser.OpenAsync(address);
            await Browser.EvaluateAsync("document.querySelectorAll('details').forEach(e => e.open = true)");
            await Browser.EvaluateAsync("new Promise(done => setTimeout(done, 300))");
            Assert.Equal([address.AbsoluteUri], await Browser.RequestsAsync());
            Assert.Equal(["/"], server.Targets);
            Assert.Empty(await Browser.ComplaintsAsync());
        }
    }

    [BrowserFact]
    public async Task Hostile_text_is_text()
    {
        await OpenAsync(Samples.Hostile(), Desktop);
        Assert.Equal("", await TextAsync($"[...new Set([...document.querySelectorAll('*')].map(e => e.tagName))].filter(name => !'{Elements}'.split(',').includes(name)).join()"));
        Assert.Equal("", await TextAsync($"[...new Set([...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames()))].filter(name => !'{Attributes}'.split(',').includes(name)).join()"));
        Assert.Equal(
            "",
            await TextAsync("[...document.querySelectorAll('a')].map(e => e.getAttribute('href')).filter(href => !/^(#|https?:[/][/]|part%20)/.test(href)).join('\\n')"));
        Assert.Equal("", await TextAsync("[...document.querySelectorAll('a.u')].filter(e => new URL(e.textContent).origin !== e.origin || decodeURIComponent(new URL(e.textContent).href) !== decodeURIComponent(e.href)).map(e => e.href + ' ' + e.textContent).join('\\n')"));
        var texts = await Browser.EvaluateAsync("[...document.querySelectorAll('.b > .t:not(.link)')].map(e => e.textContent)");
        Assert.Equal(Samples.HostileTexts.Take(7), texts.EnumerateArray().Select(text => text.GetString()).Take(7));
        Assert.StartsWith("<script>document.title='pwned'</script>", await TextAsync("document.title"), StringComparison.Ordinal);
        Assert.Equal("", await TextAsync("document.documentElement.outerHTML.match(/[\\u202A-\\u202E\\u2066-\\u2069\\u0000-\\u0008\\u200B]/)?.[0] ?? ''"));
    }

    [BrowserFact]
    public async Task A_stack_of_combining_marks_stays_in_its_bubble()
    {
        var part = new SamplePart().Say(Mara, "Before").Say(Mara, string.Concat(Enumerable.Repeat("e" + new string('\u0301', 10_000), 20))).Say(Mara, "After");
        await OpenAsync(part.Build(), Phone);
        Assert.True((await Browser.EvaluateAsync("document.querySelectorAll('.b')[1].getBoundingClientRect().height")).GetDouble() < 600);
        Assert.Equal(["clip", "clip"], [await Browser.StyleAsync(".m + .m .b", "overflow-y"), await Browser.StyleAsync(".m + .m .t", "overflow-y")]);
    }

    [BrowserFact]
    public async Task Pictures_load_embedded_and_from_files()
    {
        var picture = Path.Combine(_folder.FullName, "media #1.png");
        await File.WriteAllBytesAsync(picture, SamplePicture.Png(40, 30));
        TranscriptEntry With(TranscriptEntry entry, string? link) => entry with { Attachments = [new(new DmMedia { MediaKey = "1" }, picture, link, "image/png")] };
        var part = new SamplePart().Say(Mara, "Embedded", entry => With(entry, link: null)).Say(Mara, "Linked", entry => With(entry, "media%20%231.png"));
        await Browser.ComplaintsAsync();
        await OpenAsync(part.Build(), Desktop);
        await Browser.EvaluateAsync("Promise.all([...document.images].map(image => image.decode()))");
        Assert.Equal("40,40", await TextAsync("[...document.images].map(image => image.naturalWidth).join()"));
        Assert.Empty(await Browser.ComplaintsAsync());
    }

    [BrowserFact]
    public async Task All_text_has_enough_contrast_in_both_schemes()
    {
        foreach (var isDark in new[] { false, true })
        {
            await OpenAsync(Samples.Everything(_folder.FullName), Desktop, isDark);
            await Browser.EvaluateAsync("document.querySelectorAll('details').forEach(e => e.open = true)");
            Assert.Equal("", await TextAsync(ContrastScript));
        }

        Assert.Equal("rgba(15, 18, 22, 1)", await Browser.StyleAsync("body", "background-color"));
    }

    [BrowserFact]
    public async Task Print_is_light_and_shows_what_is_folded_and_who_reacted()
    {
        await OpenAsync(Samples.Everything(_folder.FullName), Desktop, isDark: true, isPrinted: true);
        Assert.Equal("rgba(255, 255, 255, 1)", await Browser.StyleAsync("body", "background-color"));
        Assert.Equal("exact", await Browser.StyleAsync(".b", "print-color-adjust"));
        Assert.Equal("avoid", await Browser.StyleAsync(".b", "break-inside"));
        Assert.True((await Browser.EvaluateAsync("document.querySelector('.h ol').getBoundingClientRect().height")).GetDouble() > 20);
        Assert.True((await Browser.EvaluateAsync("document.querySelector('.who').getBoundingClientRect().width")).GetDouble() > 20);
    }

    [BrowserFact]
    public async Task A_link_to_a_message_highlights_it_and_focus_is_visible()
    {
        var part = new SamplePart().Say(Mara, "Hi");
        part.Say(Own, "Reply", entry => entry with { Quote = new(Mara, "Hi", part.Entries[0].Event.Id, null, IsIncluded: true, null) });
        await OpenAsync(part.Build(), Desktop);
        await Browser.ClickAsync(".q a");
        Assert.Equal("solid", await Browser.StyleAsync(".m:target .b", "outline-style"));
        Assert.Equal(part.Entries[0].Event.Id, (await TextAsync("document.querySelector(':target').id"))[2..]);
        await Browser.EvaluateAsync("document.querySelector('.skip').focus({ focusVisible: true })");
        Assert.Equal(["solid", "visible"], [await Browser.StyleAsync(".skip", "outline-style"), await Browser.StyleAsync(".skip", "overflow-x")]);
    }

    [BrowserFact]
    public async Task A_screen_reader_finds_landmarks_headings_and_names()
    {
        await OpenAsync(Samples.Everything(_folder.FullName), Desktop);
        Assert.Equal("H1 H2 H2 H3 H2 H2 H2", await TextAsync("[...document.querySelectorAll('h1,h2,h3')].map(e => e.tagName).join(' ')"));
        Assert.Equal(
            "1 1 1 1",
            await TextAsync(
                "['main', 'body > header', 'nav', 'body > footer'].map(name => document.querySelectorAll(name).length).join(' ')"));
        Assert.Equal(
            "",
            await TextAsync(
                "[...document.querySelectorAll('article')].filter(e => !/^.+, [0-9]{2}:[0-9]{2}$/.test(e.getAttribute('aria-label'))).map(e => e.outerHTML).join()"));
        Assert.Equal("", await TextAsync("[...document.images].filter(e => !e.alt).map(e => e.outerHTML).join()"));
        Assert.Equal(
            "",
            await TextAsync(
                "[...document.querySelectorAll('[id]')].map(e => e.id).filter((id, index, all) => all.indexOf(id) !== index).join()"));
        Assert.Equal(
            "",
            await TextAsync(
                "[...document.querySelectorAll('a[href^=\"#\"]')].filter(e => !document.getElementById(decodeURIComponent(e.hash.slice(1)))).map(e => e.outerHTML).join()"));
    }

    private const string ContrastScript = """
        (() => {
            const numbers = color => color.match(/[\d.]+/g).map(Number);
            const luminance = rgb => rgb.slice(0, 3).map(c => c / 255).map(c => c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
            const background = element => {
                const [r, g, b, a = 1] = numbers(getComputedStyle(element).backgroundColor);
                if (a === 1) return [r, g, b];
                const below = element.parentElement ? background(element.parentElement) : [255, 255, 255];
                return [r, g, b].map((c, i) => c * a + below[i] * (1 - a));
            };
            const contrast = element => {
                const [one, other] = [luminance(numbers(getComputedStyle(element).color)), luminance(background(element))].sort((a, b) => b - a);
                return (one + .05) / (other + .05);
            };
            return [...document.querySelectorAll('body *')]
                .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && contrast(e) < 4.5)
                .map(e => contrast(e).toFixed(2) + ' ' + e.outerHTML.slice(0, 150)).join('\n');
        })()
        """;

    private async Task<string> TextAsync(string expression)
    {
        var value = await Browser.EvaluateAsync(expression);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Create(CultureInfo.InvariantCulture, $"{value}");
    }

    private async Task OpenAsync(TranscriptPart part, int width, bool isDark = false, bool isPrinted = false)
    {
        var path = Path.Combine(_folder.FullName, "conversation.html");
        await File.WriteAllTextAsync(path, Samples.PageOf(part));
        await Browser.ShowAsync(width, isDark, isPrinted);
        await Browser.OpenAsync(new Uri(path));
        // What is out of sight has a layout of its own only then.
        await Browser.EvaluateAsync("document.styleSheets[0].insertRule('.day { content-visibility: visible !important }', 0)");
    }

    /// <summary>One browser for all tests.</summary>
    public sealed class OneBrowser : IAsyncLifetime
    {
        public Browser? Browser { get; private set; }

        public async Task InitializeAsync() => Browser = BrowserPrograms.Missing is null ? await Browser.StartAsync() : null;

        public async Task DisposeAsync()
        {
            if (Browser is not null)
                await Browser.DisposeAsync();
        }
    }
}
