using System.Runtime.InteropServices;

namespace TwitterDm.Usage;

/// <summary>The numbers of the items that X bills; the prices determine what they cost.</summary>
/// <param name="Events">Events that are read.</param>
/// <param name="Users">Users who are read.</param>
/// <param name="Messages">Messages that are sent.</param>
/// <param name="Deletes">Events that are deleted.</param>
/// <param name="Blocks">Users who are blocked or unblocked.</param>
/// <param name="Uploads">Attachments that are uploaded.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Cost(
    long Events = 0,
    long Users = 0,
    long Messages = 0,
    long Deletes = 0,
    long Blocks = 0,
    long Uploads = 0)
{
    public static readonly Cost User = new(Users: 1);
    public static readonly Cost Message = new(Messages: 1);
    public static readonly Cost Delete = new(Deletes: 1);
    public static readonly Cost Block = new(Blocks: 1);
    public static readonly Cost Upload = new(Uploads: 1);

    /// <summary>An event, and the user who sent it.</summary>
    public static readonly Cost EventAndSender = new(Events: 1, Users: 1);

    /// <summary>A user, and the message to send to them.</summary>
    public static readonly Cost UserAndMessage = new(Users: 1, Messages: 1);

    public static Cost operator +(Cost left, Cost right)
        => new(
            left.Events + right.Events,
            left.Users + right.Users,
            left.Messages + right.Messages,
            left.Deletes + right.Deletes,
            left.Blocks + right.Blocks,
            left.Uploads + right.Uploads);

    public static Cost operator -(Cost left, Cost right)
        => new(
            left.Events - right.Events,
            left.Users - right.Users,
            left.Messages - right.Messages,
            left.Deletes - right.Deletes,
            left.Blocks - right.Blocks,
            left.Uploads - right.Uploads);

    public static Cost operator *(Cost each, int count)
        => new(
            each.Events * count,
            each.Users * count,
            each.Messages * count,
            each.Deletes * count,
            each.Blocks * count,
            each.Uploads * count);

    /// <summary>In US dollars.</summary>
    public decimal At(DmPrices prices)
        => (Events * prices.Event) + (Users * prices.User) + (Messages * prices.Message)
        + (Deletes * prices.Delete) + (Blocks * prices.Block) + (Uploads * prices.Upload);
}
