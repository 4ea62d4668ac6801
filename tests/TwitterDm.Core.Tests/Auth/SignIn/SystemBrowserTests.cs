using TwitterDm.Auth.SignIn;

namespace TwitterDm.Core.Tests.Auth.SignIn;

public sealed class SystemBrowserTests : IDisposable
{
    private static readonly Uri Address = new("https://x.com/i/oauth2/authorize?scope=a%20b&state='$(touch+stray)`;&x=%22%s|\\");

    private readonly string _folder = Directory.CreateTempSubdirectory("twitterdm browser ").FullName;

    [LinuxFact]
    public void The_users_browser_comes_before_the_desktops()
    {
        var browser = new SystemBrowser(Variables(("BROWSER", "one:two --new-window %s:"), ("DISPLAY", ":0")));

        Assert.Equal(
            [["one", Address.AbsoluteUri], ["two", "--new-window", Address.AbsoluteUri], ["xdg-open", Address.AbsoluteUri]],
            browser.Commands(Address));
    }

    [LinuxFact]
    public void No_character_of_the_address_is_interpreted()
    {
        var program = Script("browser", "printf '%s\\n' \"$#\" \"$1\" > \"$0.seen\"; echo noise; echo noise >&2");
        File.Move(program, Path.Combine(_folder, "my-browser"));

        new SystemBrowser(Variables(("BROWSER", "my-browser"), ("PATH", _folder))).Open(Address);

        Assert.Equal(["1", Address.AbsoluteUri], File.ReadAllLines(Path.Combine(_folder, "my-browser.seen")));
        Assert.DoesNotContain("stray", Directory.EnumerateFileSystemEntries(_folder).Select(Path.GetFileName));
    }

    [LinuxFact]
    public void If_one_browser_fails_the_next_is_tried()
    {
        Script("broken", "exit 3");
        Script("xdg-open", "touch \"$0.seen\"");

        new SystemBrowser(Variables(("BROWSER", "missing:broken"), ("PATH", _folder + ":/usr/bin:/bin"), ("WAYLAND_DISPLAY", "wayland-0"))).Open(Address);

        Assert.True(File.Exists(Path.Combine(_folder, "xdg-open.seen")));
    }

    [LinuxFact]
    public void Without_a_display_nothing_is_started_and_the_reason_is_given()
    {
        Script("xdg-open", "touch \"$0.seen\"");

        var error = Assert.Throws<InvalidOperationException>(() => new SystemBrowser(Variables(("PATH", _folder))).Open(Address));

        Assert.Contains("no display", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "xdg-open.seen")));
    }

    [LinuxFact]
    public void A_program_in_a_relative_folder_is_not_run()
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, _folder);
        Script("xdg-open", "touch \"$0.seen\"");

        var error = Assert.Throws<InvalidOperationException>(
            () => new SystemBrowser(Variables(("PATH", relative + "::."), ("DISPLAY", ":0"))).Open(Address));

        Assert.Contains("xdg-open", error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder, "xdg-open.seen")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Func<string, string?> Variables(params (string Name, string Value)[] variables)
        => name => Array.Find(variables, variable => variable.Name == name).Value;

    private string Script(string name, string body)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, $"#!/bin/sh\nPATH=/usr/bin:/bin\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
