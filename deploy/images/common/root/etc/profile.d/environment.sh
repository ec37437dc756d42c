# /etc/profile sets PATH anew; JupyterLab's terminals are login shells.
case :$PATH: in
    *:/srv/env/bin:*) ;;
    *) PATH=/srv/env/bin:$PATH ;;
esac
