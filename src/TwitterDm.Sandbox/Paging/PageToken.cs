using System.Runtime.InteropServices;

namespace TwitterDm.Sandbox.Paging;

internal enum PageDirection
{
    Older,
    Newer,
}

/// <summary>Where a page starts: next to an event, in the direction of older or newer ones.</summary>
/// <param name="Direction">The direction.</param>
/// <param name="EventId">The event next to the page. The page does not contain it.</param>
/// <param name="Variant">An arbitrary value that makes tokens for the same page different.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PageToken(PageDirection Direction, long EventId, byte Variant = 0)
{
    /// <summary>The first page, which starts with the newest event.</summary>
    public static PageToken Start => new(PageDirection.Older, long.MaxValue);
}
