//@ error E0658 E0626
fn main() {
    let _steps = #[coroutine] //~ E0658
    //~| E0658
    || {
        let number = 3;
        let seen = &number; //~ E0626
        yield; //~ E0658
        //~| E0658
        println!("{seen}");
    };
}
