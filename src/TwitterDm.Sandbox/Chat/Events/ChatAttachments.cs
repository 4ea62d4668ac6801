using System.Globalization;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Events;

/// <summary>Creates the attachments of X Chat messages.</summary>
internal static class ChatAttachments
{
    private const int Image = 1;
    private const int Gif = 2;
    private const int Video = 3;
    private const int Audio = 4;
    private const int File = 5;

    public static ThriftStruct Photo(ulong draw) => Media(draw, Image, "rack-17.jpg", (1280, 720), duration: null);

    public static ThriftStruct AnimatedGif(ulong draw) => Media(draw, Gif, "party.gif", (480, 270), duration: null);

    public static ThriftStruct Clip(ulong draw) => Media(draw, Video, "server room.mp4", (1920, 1080), duration: 12_480);

    public static ThriftStruct VoiceNote(ulong draw) => Media(draw, Audio, "voice.m4a", size: null, duration: 7_300);

    public static ThriftStruct Document(ulong draw) => Media(draw, File, "Q3 report (final) — Zoë.pdf", size: null, duration: null);

    public static ThriftStruct PostOf(Post post) => new ThriftStruct().AddStruct(2, new ThriftStruct().Add(1, post.IdText).Add(2, post.Url));

    /// <summary>A link with a preview, whose banner is an encrypted medium as well.</summary>
    public static ThriftStruct Card(ulong draw, string url, string title) => new ThriftStruct().AddStruct(3, new ThriftStruct()
        .Add(1, url)
        .AddStruct(2, new ThriftStruct().Add(1, HashKey(draw)).AddI64(2, 48_211).Add(3, "banner.png").AddStruct(4, Dimensions(1200, 628)))
        .Add(4, title));

    private static ThriftStruct Media(ulong draw, int type, string name, (long Width, long Height)? size, long? duration)
    {
        const ulong largest = 4_000_000;
        var media = new ThriftStruct().Add(1, HashKey(draw));
        if (size is { } pixels)
            media.AddStruct(2, Dimensions(pixels.Width, pixels.Height));
        media.AddI32(3, type).AddI64(4, duration).AddI64(5, 1_000 + (long)(draw % largest)).Add(6, name);
        return new ThriftStruct().AddStruct(1, media);
    }

    private static ThriftStruct Dimensions(long width, long height) => new ThriftStruct().AddI64(1, width).AddI64(2, height);

    // The service accepts 1 to 50 letters and digits.
    private static string HashKey(ulong draw) =>
        string.Create(CultureInfo.InvariantCulture, $"{SplitMix64.Mix(draw):x16}{SplitMix64.Mix(draw + 1):x16}");
}
