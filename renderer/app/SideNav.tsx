import { IconChartBar, IconHeadphones, IconPhoneCall, IconSettings, IconTicket } from "@tabler/icons-react";
import { useText } from "../ui/text.ts";
import styles from "./Shell.module.css";
import { type Screen, screens } from "./screen.store.ts";

const icons = {
  workspace: IconHeadphones,
  tickets: IconTicket,
  calls: IconPhoneCall,
  statistics: IconChartBar,
  admin: IconSettings,
};

/** The screens this person has; Alt and a digit go there too. */
export function SideNav({ screen, isAdmin, onGo }: Props) {
  const text = useText();
  return (
    <nav className={styles.nav} aria-label={text.keys.screens}>
      {screens.map((each, index) => {
        const Icon = icons[each];
        if (each === "admin" && !isAdmin) return null;
        return (
          <button
            key={each}
            type="button"
            aria-current={each === screen ? "page" : undefined}
            aria-keyshortcuts={`Alt+${index + 1}`}
            title={`Alt+${index + 1}`}
            onClick={() => onGo(each)}
          >
            <Icon size={20} aria-hidden />
            {text.screens[each]}
          </button>
        );
      })}
    </nav>
  );
}

type Props = { screen: Screen; isAdmin: boolean; onGo: (screen: Screen) => void };
