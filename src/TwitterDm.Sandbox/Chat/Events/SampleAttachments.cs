using System.Globalization;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Events;

/// <summary>The attachments of messages. Each has its own key, from a random number.</summary>
internal static class SampleAttachments
{
    private const long SmallestFile = 1_000;
    private const ulong LargestFile = 4_000_000;

    public static ThriftStruct Photo(ulong draw)
        => ChatAttachments.Media(HashKey(draw), ChatMediaType.Image, SizeOf(draw), "rack-17.jpg", 1280, 720);

    public static ThriftStruct AnimatedGif(ulong draw)
        => ChatAttachments.Media(HashKey(draw), ChatMediaType.Gif, SizeOf(draw), "party.gif", 480, 270);

    public static ThriftStruct Clip(ulong draw) =>
        ChatAttachments.Media(
            HashKey(draw),
            ChatMediaType.Video,
            SizeOf(draw),
            "server room.mp4",
            1920,
            1080,
            durationMilliseconds: 12_480);

    public static ThriftStruct VoiceNote(ulong draw) =>
        ChatAttachments.Media(HashKey(draw), ChatMediaType.Audio, SizeOf(draw), "voice.m4a", durationMilliseconds: 7_300);

    public static ThriftStruct Document(ulong draw)
        => ChatAttachments.Media(HashKey(draw), ChatMediaType.File, SizeOf(draw), "Q3 report (final) — Zoë.pdf");

    /// <summary>A link with a preview, whose banner is an encrypted file as well.</summary>
    public static ThriftStruct Card(ulong draw, string url, string title) =>
        ChatAttachments.Url(url, title, ChatAttachments.Image(HashKey(draw), SizeOf(draw), "banner.png", 1200, 628));

    public static ThriftStruct PostOf(Post post) => ChatAttachments.Post(post.IdText, post.Url);

    private static long SizeOf(ulong draw) => SmallestFile + (long)(draw % LargestFile);

    private static string HashKey(ulong draw) =>
        string.Create(CultureInfo.InvariantCulture, $"{SplitMix64.Mix(draw):x16}{SplitMix64.Mix(draw + 1):x16}");
}
