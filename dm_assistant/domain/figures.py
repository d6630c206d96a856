"""What the creator's own analytics count: the names of the figures, as they are kept."""

from __future__ import annotations

from enum import StrEnum


class DailyFigure(StrEnum):
    """A number the platform gives for one day of an account; it may be negative."""

    VIDEO_VIEWS = "video_views"
    PROFILE_VIEWS = "profile_views"
    LIKES = "likes"
    COMMENTS = "comments"
    SHARES = "shares"
    FOLLOWERS = "followers"
    VIEWERS = "viewers"
    NEW_VIEWERS = "new_viewers"
    RETURNING_VIEWERS = "returning_viewers"
    NEW_FOLLOWERS = "new_followers"
    LOST_FOLLOWERS = "lost_followers"
    NET_GROWTH = "net_growth"
    REACHED_AUDIENCE = "reached_audience"
    PRODUCT_LINK_CLICKS = "product_link_clicks"
    WEBSITE_CLICKS = "website_clicks"
    PHONE_NUMBER_CLICKS = "phone_number_clicks"
    LEADS_SUBMISSION = "leads_submission"
    APP_DOWNLOAD_LINK_CLICKS = "app_download_link_clicks"


class AudienceKind(StrEnum):
    """By what the followers are divided into shares."""

    GENDER = "gender"
    TERRITORY = "territory"
