//@ compiles
macro_rules! swap {
    ($a:ident, $b:ident) => {
        let keep = $a;
        $a = $b;
        $b = keep;
    };
}
macro_rules! longest {
    ($first:expr $(, $more:expr)*) => {{
        let mut best = $first;
        $(
            if $more.len() > best.len() {
                best = $more;
            }
        )*
        best
    }};
}

fn main() {
    let mut left = String::from("l");
    let mut right = String::from("rr");
    swap!(left, right);
    println!("{left} {right}");
    let best = longest!(left.as_str(), &right, "ccc");
    println!("{best}");
    assert_eq!(left.len(), 2, "{right}");
    let all = vec![left, right];
    println!("{all:?}");
}
